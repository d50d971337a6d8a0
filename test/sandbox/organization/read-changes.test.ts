import t from 'tap'
import { readChanges } from '../../../src/sandbox/organization/read-changes.ts'
import { id, refusalOf } from './contoso.ts'

t.test('a body of properties becomes changes; annotations say nothing', async t => {
  const changes = {
    domainname: 'CONTOSO\\a',
    firstname: null,
    isdisabled: true,
    accessmode: 4,
    applicationid: id(1)
  }
  const type = { '@odata.type': 'Microsoft.Dynamics.CRM.systemuser', 'firstname@x': 1 }
  t.same(readChanges(JSON.stringify({ ...type, ...changes })), changes)
})

t.test('what cannot be taken is refused', async t => {
  const cases: [string, string, RegExp][] = [
    ['', 'InvalidInput', /could not be read/],
    ['{', 'InvalidInput', /could not be read/],
    ['[]', 'InvalidInput', /StartObject/],
    ['null', 'InvalidInput', /StartObject/],
    ['"x"', 'InvalidInput', /StartObject/],
    ['{"activedirectoryguid":"x"}', 'InvalidInput', /'activedirectoryguid' does not exist/],
    ['{"domainname":7}', 'InvalidInput', /'7' to the expected type 'Edm.String'/],
    ['{"isdisabled":"true"}', 'InvalidInput', /'Edm.Boolean'/],
    ['{"isdisabled":null}', 'InvalidInput', /'Edm.Boolean'/],
    ['{"accessmode":1.5}', 'InvalidInput', /'Edm.Int32'/],
    ['{"applicationid":"x"}', 'InvalidInput', /'Edm.Guid'/],
    ['{"createdon":7}', 'InvalidInput', /'Edm.DateTimeOffset'/],
    ['{"fullname":"x"}', 'InvalidUpdate', /not valid for update/],
    [`{"systemuserid":"${id(1)}"}`, 'InvalidUpdate', /not valid for update/],
    ['{"title":"x"}', 'NotImitated', /'title'/],
    ['{"queueid@odata.bind":"/queues(1)"}', 'NotImitated', /lookups/],
    [`{"firstname":"${'x'.repeat(65)}"}`, 'StringLengthTooLong', /too long/],
    [`{"domainname":"${'x'.repeat(1025)}"}`, 'StringLengthTooLong', /too long/]
  ]
  for (const [body, name, message] of cases) {
    t.match(
      refusalOf(() => readChanges(body)),
      { name, message },
      body.slice(0, 40)
    )
  }
})
