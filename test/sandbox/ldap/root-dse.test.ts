import { Client, Control, type Entry } from 'ldapts'
import t, { type Test } from 'tap'
import { addAccount } from '../../../src/sandbox/ldap/add-account.ts'
import { deleteAccount } from '../../../src/sandbox/ldap/delete-account.ts'
import { renameAccount } from '../../../src/sandbox/ldap/rename-account.ts'
import { rootDse } from '../../../src/sandbox/ldap/root-dse.ts'
import { startLdapServer } from '../../../src/sandbox/ldap/start-ldap-server.ts'
import { forest, janesGuid, root, staff } from './forest.ts'

t.test('what is asked for, in schema case', async t => {
  const tree = forest()
  const asked = rootDse(tree, ['HIGHESTCOMMITTEDUSN', 'nothing'])
  t.same(asked, [['highestCommittedUSN', [Buffer.from(String(tree.highestUsn()))]]])
  t.equal(rootDse(tree, ['*']).length, rootDse(tree, []).length)
})

t.test('whose USNs they are: 16 bytes, the same until the next start', async t => {
  const { directory, invocationId } = await open(t)
  const first = await invocationId()
  t.equal(first?.length, 16)
  t.same(first, directory.invocationId)
  renameAccount(directory, 'CONTOSO\\bob', { newName: 'rob' })
  t.same(await invocationId(), first)
  const other = await open(t)
  t.notSame(await other.invocationId(), first)
})

t.test('what changed since is found by uSNChanged, as a number', async t => {
  const { directory, read, changedSince } = await open(t)
  const { highestCommittedUSN } = await read('', 'highestCommittedUSN')
  const highest = Number(highestCommittedUSN)
  t.same(await changedSince(highest + 1), [])
  t.equal((await changedSince(highest)).length, 1, 'the last one again')
  t.ok((await changedSince(9_999)).length > 10, 'a number, no text')
  renameAccount(directory, 'CONTOSO\\bob', { newName: 'rob' })
  const logonName = 'CONTOSO\\new'
  addAccount(directory, { logonName, givenName: 'New', surname: 'Comer', parentDn: staff })
  deleteAccount(directory, 'CONTOSO\\jane.doe')
  t.same(await changedSince(highest + 1), [`CN=bob,${staff}`, `CN=New Comer,${staff}`])
  const deadJane = `CN=jane.doe\\0ADEL:${janesGuid},CN=Deleted Objects,${root}`
  t.same(await changedSince(highest + 1, [showDeleted]), [
    `CN=bob,${staff}`,
    `CN=New Comer,${staff}`,
    deadJane
  ])
  t.same(await changedSince(highest + 3, [showDeleted]), [deadJane])
  t.match(await read('', 'highestCommittedUSN'), { highestCommittedUSN: String(highest + 3) })
})

const showDeleted = new Control('1.2.840.113556.1.4.417', { critical: true })

async function open(t: Test) {
  const directory = forest()
  const server = await startLdapServer({ directory })
  const client = new Client({ url: server.url, timeout: 5_000 })
  t.teardown(async () => {
    await client.unbind()
    await server.close()
  })
  await client.bind('svc-reader@contoso.test', 'secret')
  return { directory, read, invocationId, changedSince }

  async function read(dn: string, attribute: string): Promise<Partial<Entry>> {
    const { searchEntries } = await client.search(dn, {
      scope: 'base',
      attributes: [attribute],
      explicitBufferAttributes: ['invocationId']
    })
    return searchEntries[0] ?? {}
  }

  async function invocationId(): Promise<Buffer | undefined> {
    const { dsServiceName } = await read('', 'dsServiceName')
    const { invocationId } = await read(String(dsServiceName), 'invocationId')
    return Buffer.isBuffer(invocationId) ? invocationId : undefined
  }

  async function changedSince(usn: number, controls: Control[] = []): Promise<string[]> {
    const { searchEntries } = await client.search(
      root,
      { filter: `(uSNChanged>=${usn})`, attributes: ['uSNChanged'] },
      controls
    )
    return searchEntries.map(({ dn }) => dn)
  }
}
