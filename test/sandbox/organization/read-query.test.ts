import t from 'tap'
import { readQuery } from '../../../src/sandbox/organization/read-query.ts'
import { refusalOf } from './contoso.ts'

t.test('nothing asked', async t => {
  t.same(readQuery(''), { orderBy: [], count: false })
  t.same(readQuery('x=1&$count=false'), { orderBy: [], count: false })
})

t.test('every option, encoded', async t => {
  const query =
    '$select=fullname,%20domainname&$filter=domainname+eq%20%27a%26b%27&$orderby=fullname%20desc,domainname&$top=5&$count=true&$skiptoken=%3Cx%3E'
  t.same(readQuery(query), {
    select: ['fullname', 'domainname'],
    filter: { kind: 'compare', property: 'domainname', operator: 'eq', value: 'a&b' },
    orderBy: [
      { property: 'fullname', descending: true },
      { property: 'domainname', descending: false }
    ],
    top: 5,
    count: true,
    skipToken: '<x>'
  })
})

t.test('aliases reach the filter', async t => {
  t.match(readQuery('$filter=domainname eq @a&@a=%27x%3Dy%27'), { filter: { value: 'x=y' } })
})

t.test('what is refused', async t => {
  const cases: [string, string, RegExp][] = [
    [
      '$select=activedirectoryguid',
      '0x80060888',
      /Could not find a property named 'activedirectoryguid' on type 'Microsoft.Dynamics.CRM.systemuser'/
    ],
    ['$orderby=nope', '0x80060888', /Could not find a property named 'nope'/],
    ['$orderby=', '0x80060888', /Could not find/],
    ['$orderby=fullname down', '0x80060888', /Syntax error/],
    ['$orderby=fullname asc asc', '0x80060888', /Syntax error/],
    ['$skip=10', '0x80060888', /Skip Clause is not supported in CRM/],
    ['$Filter=x', '0x80060888', /'\$Filter' is not supported/],
    ['$top=x', '0x80060888', /'x' for \$top/],
    ['$top=0', '0x80060888', /'0' for \$top/],
    ['$count=yes', '0x80060888', /'yes' for \$count/],
    ['$expand=roles', '0x80040315', /'\$expand'/],
    ['fetchXml=<fetch/>', '0x80040315', /'fetchXml'/],
    ['$select=%', '0x8006088a', /query syntax/]
  ]
  for (const [query, code, message] of cases) {
    t.match(
      refusalOf(() => readQuery(query)),
      { code, message },
      query
    )
  }
})
