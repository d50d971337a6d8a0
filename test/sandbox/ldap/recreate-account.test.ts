import t from 'tap'
import { recreateAccount } from '../../../src/sandbox/ldap/recreate-account.ts'
import { findAccount } from '../../../src/sandbox/ldap/find-account.ts'
import { viewAccount } from '../../../src/sandbox/ldap/view-account.ts'
import { forest, janesGuid } from './forest.ts'

t.test('the same names, another account, no groups', async t => {
  const tree = forest()
  const before = findAccount(tree, 'CONTOSO\\jane.doe')
  const sid = before && viewAccount(tree, before).objectSid
  const outcome = recreateAccount(tree, 'CONTOSO\\jane.doe')
  if (outcome.kind !== 'done') return t.fail(outcome.kind)
  t.match(outcome.account, {
    logonName: 'CONTOSO\\jane.doe',
    userPrincipalName: 'jane.doe@contoso.test'
  })
  t.not(outcome.account.objectGuid, janesGuid)
  t.not(outcome.account.objectSid, sid)
  const entry = findAccount(tree, 'CONTOSO\\jane.doe')
  t.equal(tree.groupsOf(entry?.key ?? '').size, 0)
  t.equal(entry?.attributes.get('mail')?.[0], 'jane.doe@contoso.test')
  t.match(recreateAccount(tree, 'CONTOSO\\nobody'), { kind: 'account-not-found' })
})
