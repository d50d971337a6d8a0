import t from 'tap'
import { principalNamesOf } from '../../../src/sandbox/ldap/check-entry.ts'
import { findAccount } from '../../../src/sandbox/ldap/find-account.ts'
import { domains, forest, person, staff } from './forest.ts'

t.test('the implicit principal name counts beside the explicit one', async t => {
  const tree = forest({ entries: [person('ann', { userPrincipalName: 'a@fabrikam.test' })] })
  const ann = findAccount(tree, 'ann@contoso.test')
  t.same(ann && principalNamesOf(ann, domains[0]), ['a@fabrikam.test', 'ann@contoso.test'])
  const { attributes } = person('x', { userPrincipalName: 'ann@contoso.test' })
  t.equal(tree.add(`CN=x,${staff}`, attributes, { password: 'x' }).code, 19)
})

t.test('logon names that Windows refuses', async t => {
  const tree = forest()
  for (const name of ['a/b', 'a[b', 'a;b', 'a,b', 'dot.', 'x'.repeat(21)]) {
    const { attributes } = person('x', { sAMAccountName: name })
    t.equal(tree.add(`CN=x,${staff}`, attributes, { password: 'x' }).code, 80, name)
  }
})
