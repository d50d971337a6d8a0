import t from 'tap'
import { parseUserRecord } from '../../src/dynamics/parse-user-record.ts'
import { parseUser } from '../../src/dynamics/parse-user.ts'
import { userRow } from './scripted-api.ts'

t.test('the user, and what a remap must not change, as text', async t => {
  const { person, ...user } = parseUserRecord(userRow())
  t.strictSame(user, parseUser(userRow()))
  t.strictSame(person, {
    firstname: 'Alice',
    lastname: 'Adams',
    fullname: 'Alice Adams',
    internalemailaddress: 'alice@contoso.test',
    address1_telephone1: '+49 1',
    address1_city: 'Köln',
    employeeid: '42',
    emailrouteraccessapproval: '1',
    isdisabled: 'false'
  })
})
