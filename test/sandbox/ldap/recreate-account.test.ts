import t from 'tap'
import { deleteAccount } from '../../../src/sandbox/ldap/delete-account.ts'
import { recreateAccount } from '../../../src/sandbox/ldap/recreate-account.ts'
import { findAccount } from '../../../src/sandbox/ldap/find-account.ts'
import { renameAccount } from '../../../src/sandbox/ldap/rename-account.ts'
import { viewAccount } from '../../../src/sandbox/ldap/view-account.ts'
import { openUnit } from '../../active-directory/open-unit.ts'
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

t.test('the service sees what became of each', async t => {
  const { tree, directory } = await openUnit(t, { isEncrypted: false, account: 'reader' })
  const never = new AbortController().signal
  t.match(await directory.inspectServers(never), [
    { kind: 'reached', offers: ['paged results', 'deleted objects'], readsDeleted: true }
  ])
  const guidOf = (name: string) => {
    const entry = findAccount(tree, `CONTOSO\\${name}`)
    return entry === undefined ? '' : viewAccount(tree, entry).objectGuid
  }
  const [recreated, deleted] = [guidOf('jane.miller'), guidOf('lucie.novak')]
  const [renamed, untouched] = [guidOf('l.novak'), guidOf('laura.novak')]
  recreateAccount(tree, 'CONTOSO\\jane.miller')
  deleteAccount(tree, 'CONTOSO\\lucie.novak')
  renameAccount(tree, 'CONTOSO\\l.novak', { newName: 'lily.novak' })
  const again = guidOf('jane.miller')
  const asked = new Set([recreated, deleted, renamed, untouched, again])
  const traces = await directory.traceAccounts(asked, never)
  const of = (guid: string) => traces.find(({ objectGuid }) => objectGuid === guid)
  t.equal(traces.length, 5)
  for (const guid of [recreated, deleted]) {
    t.ok(Math.abs(Date.now() - Date.parse(of(guid)?.deletedAt ?? '')) < 120_000)
  }
  t.equal(of(renamed)?.logonNameChanges?.count, 2, 'once before this server was started')
  t.equal(of(again)?.logonNameChanges?.count, 0)
  t.equal(of(untouched)?.logonNameChanges?.count, 1)
  for (const guid of [renamed, untouched, again]) t.equal(of(guid)?.deletedAt, undefined)
})
