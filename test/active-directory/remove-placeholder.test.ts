import t from 'tap'
import { placeholderMark } from '../../src/active-directory/placeholder-mark.ts'
import { findAccount } from '../../src/sandbox/ldap/find-account.ts'
import { viewAccount } from '../../src/sandbox/ldap/view-account.ts'
import { madeFor, openUnit, placeholderOf, unitDn } from './open-unit.ts'

const never = new AbortController().signal

t.test('what was made is removed, once', async t => {
  const { tree, directory } = await openUnit(t)
  const { objectGuid } = await directory.createPlaceholder(placeholderOf('relink-1'), never)
  await directory.removePlaceholder(unitDn, objectGuid, never)
  t.equal(findAccount(tree, 'CONTOSO\\relink-1'), undefined)
  await directory.removePlaceholder(unitDn, objectGuid, never)
})

t.test('nothing else, whoever asks', async t => {
  const { tree, directory } = await openUnit(t)
  const guidOf = (name: string) => {
    const entry = findAccount(tree, name)
    return entry ? viewAccount(tree, entry).objectGuid : ''
  }
  const elsewhere = `CN=relink-2,${unitDn.replace('Placeholders', 'Staff')}`
  const description = placeholderMark(madeFor)
  tree.add(elsewhere, { objectClass: 'user', sAMAccountName: 'relink-2', description })
  for (const name of ['CONTOSO\\crm-park-01', 'CONTOSO\\relink-2', 'CONTOSO\\svc-reader']) {
    await directory.removePlaceholder(unitDn, guidOf(name), never)
    t.ok(findAccount(tree, name), name)
  }
})

t.test('without the right to, it says what to grant', async t => {
  const { tree, directory } = await openUnit(t, { account: 'reader' })
  const dn = `CN=relink-3,${unitDn}`
  const description = placeholderMark(madeFor)
  tree.add(dn, { objectClass: 'user', sAMAccountName: 'relink-3', description })
  const [own] = (await directory.accountsInUnit(unitDn, never)).filter(each => each.madeFor)
  await t.rejects(directory.removePlaceholder(unitDn, own?.objectGuid ?? '', never), {
    code: 'directory-unavailable',
    details: { detail: /may not make or delete/, retryable: false }
  })
})
