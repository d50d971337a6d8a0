import t from 'tap'
import { findAccount } from '../../../src/sandbox/ldap/find-account.ts'
import { seededVersion } from '../../../src/sandbox/ldap/name-version.ts'
import { renameAccount } from '../../../src/sandbox/ldap/rename-account.ts'
import { forest, person } from './forest.ts'

const now = new Date('2026-03-01T08:00:00Z')
const whenCreated = new Date('2017-01-01T08:00:00Z')
const lastAt = new Date('2026-02-01T08:00:00Z')

t.test('of a seed that was made earlier, what it tells', async t => {
  const made = { version: 1, setAt: now, usn: 10_007 }
  const logonNameChanges = { count: 2, lastAt }
  t.same(seededVersion({}, made), made)
  t.same(seededVersion({ whenCreated, logonNameChanges }, made), {
    version: 3,
    setAt: lastAt,
    usn: 10_007
  })
  t.equal(seededVersion({ whenCreated }, made), undefined, 'and else nothing')
  t.equal(seededVersion({ whenCreated, logonNameChanges }, undefined), undefined, 'of a unit')
})

t.test('what the server saw itself, it tells of everybody', async t => {
  const entries = [
    { ...person('silent'), whenCreated },
    { ...person('telling'), whenCreated, logonNameChanges: { count: 2, lastAt } }
  ]
  const tree = forest({ entries, now: () => now })
  const versionOf = (name: string) => findAccount(tree, `CONTOSO\\${name}`)?.nameVersion
  t.equal(versionOf('silent'), undefined)
  t.match(versionOf('telling'), { version: 3, setAt: lastAt })
  for (const name of ['silent', 'telling']) {
    renameAccount(tree, `CONTOSO\\${name}`, { newName: `${name}2` })
  }
  const usn = tree.highestUsn()
  t.match(versionOf('silent2'), { version: 2, setAt: now, usn: usn - 1 })
  t.match(versionOf('telling2'), { version: 4, setAt: now, usn })
  renameAccount(tree, 'CONTOSO\\silent2', { newName: 'Silent2' })
  t.match(versionOf('silent2'), { version: 3 }, 'case is a change, too')
})
