import { EqualityFilter } from 'ldapts'
import t from 'tap'
import {
  attributesOfChange,
  changedAccount,
  changedContainer,
  guidsOf,
  nothing
} from '../../src/active-directory/what-changed.ts'

t.test('people, by what is left of them when they are deleted', async t => {
  t.equal(changedAccount.toString(), '(&(objectClass=user)(!(objectClass=computer)))')
  t.notMatch(changedAccount.toString(), /objectCategory/)
  t.match(changedContainer.toString(), /\(objectClass=organizationalUnit\)/)
  t.match(changedContainer.toString(), /!\(objectClass=groupPolicyContainer\)/)
  t.equal(nothing.toString(), '(!(objectClass=*))')
})

t.test('what makes a difference', async t => {
  const ours = attributesOfChange(undefined)
  for (const needed of ['sAMAccountName', 'mail', 'userAccountControl', 'isDeleted', 'name']) {
    t.ok(ours.includes(needed), needed)
  }
  t.notOk(ours.includes('description'))
  const filter = new EqualityFilter({ attribute: 'description', value: 'staff' })
  t.strictSame(attributesOfChange(filter), ['*'], 'to a filter, anything may')
})

t.test('who changed, by what can be asked for', async t => {
  const own = { dn: 'CN=a', objectGUID: Buffer.alloc(16, 1) }
  const others = [
    { dn: 'CN=b', objectGUID: Buffer.alloc(3) },
    { dn: 'CN=c', objectGUID: 'text' }
  ]
  t.strictSame(guidsOf([own, ...others, { dn: 'CN=d' }]), ['01010101-0101-0101-0101-010101010101'])
})
