import t from 'tap'
import { comparable, matchFilter, valueOf } from '../../../src/sandbox/organization/match-filter.ts'
import { parseFilter } from '../../../src/sandbox/organization/parse-filter.ts'
import { id, rowOf } from './contoso.ts'

const row = rowOf(1, { domainname: 'CONTOSO\\Anna_B', employeeid: null, accessmode: 2 })

t.test('what a row is asked, and what it answers', async t => {
  const cases: [string, boolean][] = [
    ["domainname eq 'contoso\\ANNA_b'", true],
    ["domainname ne 'contoso\\anna_b'", false],
    ["domainname eq 'x'", false],
    [`systemuserid eq ${id(1).toUpperCase()}`, true],
    ['accessmode gt 1', true],
    ['accessmode ge 2', true],
    ['accessmode lt 2', false],
    ['accessmode le 2', true],
    ['isdisabled eq false', true],
    ['createdon ge 2020-01-02', true],
    ['createdon gt 2020-01-02T03:04:05Z', false],
    ['createdon eq 2020-01-02T04:04:05+01:00', true],
    // Null: only eq null finds it, and ne does, since Dynamics adds "or is null".
    ['employeeid eq null', true],
    ["employeeid ne 'x'", true],
    ["employeeid gt 'a'", false],
    ['title eq null', true],
    ["accessmode eq 2 and employeeid eq 'x'", false],
    ["accessmode eq 2 or employeeid eq 'x'", true],
    ['not accessmode eq 2', false],
    ["contains(domainname,'ANNA')", true],
    ["startswith(domainname,'contoso\\')", true],
    ["endswith(domainname,'_b')", true],
    ["startswith(domainname,'anna')", false],
    ["endswith(domainname,'contoso')", false],
    // Wildcards of LIKE.
    ["endswith(domainname,'ann__b')", true],
    ["contains(domainname,'o%a')", true],
    ["contains(domainname,'[_]b')", true],
    ["contains(domainname,'a[^x]b')", true],
    ["contains(domainname,'a[x]b')", false],
    ["contains(domainname,'.')", false],
    ["contains(employeeid,'x')", false],
    [
      `Microsoft.Dynamics.CRM.In(PropertyName='domainname',PropertyValues=["contoso\\\\anna_b"])`,
      true
    ],
    [`Microsoft.Dynamics.CRM.In(PropertyName='domainname',PropertyValues=["x","y"])`, false],
    [
      `Microsoft.Dynamics.CRM.In(PropertyName='systemuserid',PropertyValues=["${id(1).toUpperCase()}"])`,
      true
    ],
    [`Microsoft.Dynamics.CRM.In(PropertyName='accessmode',PropertyValues=["1","2"])`, true],
    [
      `Microsoft.Dynamics.CRM.In(PropertyName='createdon',PropertyValues=["2020-01-02T03:04:05Z"])`,
      true
    ],
    [`Microsoft.Dynamics.CRM.In(PropertyName='employeeid',PropertyValues=["null"])`, false]
  ]
  for (const [text, expected] of cases) {
    t.equal(matchFilter(parseFilter(text))(row), expected, text)
  }
})

t.test('the GUID of the account is nobody’s to see', async t => {
  t.equal(valueOf(row, 'activedirectoryguid'), null)
  t.equal(valueOf(row, 'domainname'), 'CONTOSO\\Anna_B')
  t.equal(comparable('accessmode', 2), 2)
})
