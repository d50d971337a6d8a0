import t from 'tap'
import { deleteAccount } from '../../../src/sandbox/ldap/delete-account.ts'
import { findAccount } from '../../../src/sandbox/ldap/find-account.ts'
import { forest, janesGuid } from './forest.ts'

t.test('a deleted account is found no more', async t => {
  const tree = forest()
  const jane = 'CONTOSO\\jane.doe'
  t.match(deleteAccount(tree, jane), { kind: 'done', account: { objectGuid: janesGuid } })
  t.equal(findAccount(tree, jane), undefined)
  t.match(deleteAccount(tree, jane), { kind: 'account-not-found' })
})
