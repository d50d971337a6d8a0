import t from 'tap'
import { findAccount } from '../../../src/sandbox/ldap/find-account.ts'
import { forest, staff } from './forest.ts'

t.test('users only, in the domain that is named', async t => {
  const tree = forest()
  t.equal(findAccount(tree, 'contoso.test\\BOB')?.dn, `CN=bob,${staff}`)
  t.equal(findAccount(tree, 'bob@contoso.test')?.dn, `CN=bob,${staff}`)
  t.equal(findAccount(tree, 'EMEA\\bob'), undefined)
  t.equal(findAccount(tree, 'CONTOSO\\outer'), undefined, 'a group')
  t.equal(findAccount(tree, 'bob'), undefined)
})
