import t from 'tap'
import { readNameChanges } from '../../../src/active-directory/read-name-changes.ts'
import { deleteAccount } from '../../../src/sandbox/ldap/delete-account.ts'
import type { DirectoryTree } from '../../../src/sandbox/ldap/directory-tree.ts'
import { encodeMetaData } from '../../../src/sandbox/ldap/encode-meta-data.ts'
import { guidBytes } from '../../../src/sandbox/ldap/guid.ts'
import { renameAccount } from '../../../src/sandbox/ldap/rename-account.ts'
import { swapLogonNames } from '../../../src/sandbox/ldap/swap-logon-names.ts'
import { forest, janesGuid, root, staff } from './forest.ts'
import { select } from './select.ts'

const jane = 'CONTOSO\\jane.doe'

t.test('the bytes, by hand', async t => {
  const tree = forest({ now: () => new Date('2026-03-01T08:00:00.900Z') })
  const entry = tree.findByGuid(guidBytes(janesGuid))
  if (entry === undefined) return t.fail('no Jane')
  const usn = Number(entry.attributes.get('usncreated')?.[0])
  const id = tree.invocationId.toString('hex')
  t.equal(
    encodeMetaData(entry, tree.invocationId).toString('hex'),
    [
      '01000000000000000200000000000000',
      ...['00000000', 'dd000900'].flatMap(attribute => [
        attribute + '01000000' + hexOf(11_644_473_600 + 1_772_352_000),
        id,
        hexOf(usn) + hexOf(usn)
      ])
    ].join('')
  )
})

t.test('each change of the logon name counts, and no other', async t => {
  let now = '2026-03-01T08:00:00.000Z'
  const tree = forest({ now: () => new Date(now) })
  t.same(changesOf(tree), { count: 0, lastAt: now })
  now = '2026-03-02T08:00:00.000Z'
  renameAccount(tree, jane, { newName: 'jane.miller' })
  t.same(changesOf(tree), { count: 1, lastAt: now })
  const renamedAt = now
  now = '2026-03-03T08:00:00.000Z'
  const title = { operation: 'replace', attribute: 'title', values: [Buffer.from('x')] } as const
  t.equal(tree.modify(`CN=jane.doe,${staff}`, [title]).code, 0)
  t.same(changesOf(tree), { count: 1, lastAt: renamedAt })
  swapLogonNames(tree, 'CONTOSO\\jane.miller', 'CONTOSO\\bob')
  t.same(changesOf(tree), { count: 3, lastAt: now }, 'by a third name')
  const swappedAt = now
  now = '2026-03-04T08:00:00.000Z'
  deleteAccount(tree, 'CONTOSO\\bob')
  const dead = tree.deleted.findByGuid(guidBytes(janesGuid))
  const bytes = dead && encodeMetaData(dead, tree.invocationId)
  t.same(bytes && readNameChanges(bytes), { count: 3, lastAt: swappedAt }, 'kept when deleted')
})

t.test('is for those who name it, and of a unit tells no logon name', async t => {
  const tree = forest()
  const names = (...asked: string[]) =>
    select(tree, `CN=jane.doe,${staff}`, asked).map(([name]) => name)
  t.notOk(names().includes('replPropertyMetaData'))
  t.notOk(names('*').includes('replPropertyMetaData'))
  t.ok(names('*', 'REPLPROPERTYMETADATA').includes('replPropertyMetaData'))
  t.equal(changesOf(tree, root), undefined)
})

function changesOf(tree: DirectoryTree, dn = `CN=jane.doe,${staff}`) {
  const [, values] = select(tree, dn, ['replPropertyMetaData'])[0] ?? []
  return values?.[0] && readNameChanges(values[0])
}

/** Eight bytes, the lowest first. */
function hexOf(value: number): string {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes.toString('hex')
}
