import t from 'tap'
import { findAccount } from '../../src/sandbox/ldap/find-account.ts'
import { viewAccount } from '../../src/sandbox/ldap/view-account.ts'
import { madeFor, openUnit, placeholderOf, unitDn } from './open-unit.ts'

const never = new AbortController().signal
const name = 'relink-0a1b2c3d'

t.test('an account that nobody can log on as, marked, and read back', async t => {
  const { tree, directory } = await openUnit(t)
  const made = await directory.createPlaceholder(placeholderOf(name), never)
  const entry = findAccount(tree, `CONTOSO\\${name}`)
  if (!entry) return t.fail('nobody was made')
  t.match(made, {
    objectGuid: viewAccount(tree, entry).objectGuid,
    logonName: `CONTOSO\\${name}`,
    distinguishedName: `CN=${name},${unitDn}`,
    isEnabled: false,
    madeFor
  })
  t.match(entry.password, /^.{120}$/)
  t.match(entry.attributes.get('description'), [/Logon denied: do not use/])
  const inUnit = await directory.accountsInUnit(unitDn, never)
  t.strictSame(
    inUnit.filter(account => account.madeFor).map(account => account.logonName),
    [`CONTOSO\\${name}`],
    'those of the operator carry no mark'
  )
})

t.test('in clear text, on loopback, it has no password rather than one that was seen', async t => {
  const { tree, directory } = await openUnit(t, { isEncrypted: false })
  t.match(await directory.createPlaceholder(placeholderOf(name), never), { isEnabled: false })
  t.equal(findAccount(tree, `CONTOSO\\${name}`)?.password, undefined)
})

t.test('made once, though the connection was lost before the answer', async t => {
  let adds = 0
  const { directory } = await openUnit(t, {
    served: tree => ({
      ...tree,
      add(...entry) {
        const result = tree.add(...entry)
        adds += 1
        if (adds === 1) throw new Error('the connection ends')
        return result
      }
    })
  })
  t.match(await directory.createPlaceholder(placeholderOf(name), never), { madeFor })
  t.equal(adds, 2)
})

t.test('a name that somebody else has is not taken for ours', async t => {
  const { directory } = await openUnit(t)
  await t.rejects(directory.createPlaceholder(placeholderOf('crm-park-01'), never), {
    code: 'directory-unavailable',
    details: { detail: /crm-park-01 was to be made/, retryable: true }
  })
})

t.test('without the right to, it says what to grant', async t => {
  const { tree, directory } = await openUnit(t, { account: 'reader' })
  await t.rejects(directory.createPlaceholder(placeholderOf(name), never), {
    code: 'directory-unavailable',
    details: { detail: /DIRECTORY_BIND_DN may not make or delete users in PLACEHOLDER_OU/ }
  })
  t.equal(findAccount(tree, `CONTOSO\\${name}`), undefined)
})

t.test('a unit that is not there', async t => {
  const { directory } = await openUnit(t)
  const wrong = { ...placeholderOf(name), unitDn: `OU=None,${unitDn}` }
  await t.rejects(directory.createPlaceholder(wrong, never), {
    code: 'directory-unavailable',
    details: { detail: /has no PLACEHOLDER_OU/ }
  })
})
