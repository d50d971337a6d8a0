import { Client, Control, EqualityFilter, ResultCodeError, type SearchOptions } from 'ldapts'
import t, { type Test } from 'tap'
import { deleteAccount } from '../../../src/sandbox/ldap/delete-account.ts'
import { guidBytes } from '../../../src/sandbox/ldap/guid.ts'
import { recreateAccount } from '../../../src/sandbox/ldap/recreate-account.ts'
import { startLdapServer } from '../../../src/sandbox/ldap/start-ldap-server.ts'
import { forest, janesGuid, person, root, staff } from './forest.ts'

const container = `CN=Deleted Objects,${root}`
const deadJane = `CN=jane.doe\\0ADEL:${janesGuid},${container}`

t.test('what was deleted is seen with the control only', async t => {
  const { directory, find } = await open(t)
  deleteAccount(directory, 'CONTOSO\\jane.doe')
  const objectGuid = new EqualityFilter({ attribute: 'objectGUID', value: guidBytes(janesGuid) })
  const ways: readonly (readonly [string, SearchOptions, readonly string[] | number])[] = [
    [root, { filter: objectGuid }, []],
    [root, { filter: '(sAMAccountName=jane.doe)' }, []],
    [root, { filter: '(&(isDeleted=TRUE)(objectClass=user))' }, []],
    [container, { scope: 'one' }, 32],
    [deadJane, { scope: 'base' }, 32],
    [`<GUID=${janesGuid}>`, { scope: 'base' }, 32]
  ]
  for (const [base, options, without] of ways) {
    t.same(await find(base, options, false), without, `${base} ${String(options.filter)}`)
    t.same(await find(base, options), [deadJane], `${base} ${String(options.filter)}, shown`)
  }
  t.same(await find(container, { scope: 'base' }, false), 32)
  t.same(await find(container, { scope: 'base', filter: '(isDeleted=TRUE)' }), [container])
  t.same(
    await find(root, { filter: '(objectCategory=person)' }),
    await find(root, { filter: '(objectCategory=person)' }, false),
    'it lost its category'
  )
})

t.test('made anew, both are shown, and only one is alive', async t => {
  const { directory, find } = await open(t)
  recreateAccount(directory, 'CONTOSO\\jane.doe')
  const filter = '(sAMAccountName=jane.doe)'
  t.same(await find(root, { filter }), [`CN=jane.doe,${staff}`, deadJane])
  t.same(await find(root, { filter }, false), [`CN=jane.doe,${staff}`])
  recreateAccount(directory, 'CONTOSO\\jane.doe')
  t.equal((await find(root, { filter })).toString().split('DEL:').length - 1, 2, 'twice')
})

t.test('page by page, too', async t => {
  const people = Array.from({ length: 30 }, (_, index) => person(`p${index}`))
  const { directory, client } = await open(t, people)
  for (let index = 0; index < 15; index += 1) deleteAccount(directory, `CONTOSO\\p${index}`)
  const options = { filter: '(sAMAccountName=p*)', attributes: ['isDeleted'] }
  const shown = { ...options, paged: { pageSize: 7 } }
  const found: string[] = []
  for await (const { searchEntries } of client.searchPaginated(root, shown, [showDeleted])) {
    found.push(...searchEntries.map(({ isDeleted }) => String(isDeleted)))
  }
  t.equal(found.length, 30)
  t.equal(found.filter(value => value === 'TRUE').length, 15)
})

t.test('a deleted entry is there for no deed, and its container for no other', async t => {
  const { directory, client } = await open(t)
  deleteAccount(directory, 'CONTOSO\\jane.doe')
  t.equal(await codeOf(client.del(deadJane, [showDeleted])), 32)
  t.equal(await codeOf(client.add(container, { objectClass: 'container' })), 68)
  t.equal(await codeOf(client.add(`CN=x,${container}`, { objectClass: 'container' })), 32)
  t.equal(await codeOf(client.bind(deadJane, 'something')), 49)
})

const showDeleted = new Control('1.2.840.113556.1.4.417', { critical: true })

async function open(t: Test, entries: ReturnType<typeof person>[] = []) {
  const directory = forest({ entries })
  const server = await startLdapServer({ directory })
  const client = new Client({ url: server.url, timeout: 5_000 })
  t.teardown(async () => {
    await client.unbind()
    await server.close()
  })
  await client.bind('svc-reader@contoso.test', 'secret')
  return { directory, client, find }

  /** The names found, or the result code. */
  async function find(base: string, options: SearchOptions, isShown = true) {
    const asked = { ...options, attributes: ['cn'] }
    return client
      .search(base, asked, isShown ? [showDeleted] : [])
      .then(({ searchEntries }) => searchEntries.map(({ dn }) => dn), codeFrom)
  }
}

async function codeOf(deed: Promise<unknown>): Promise<number> {
  return deed.then(() => 0, codeFrom)
}

function codeFrom(error: unknown): number {
  if (error instanceof ResultCodeError) return error.code
  throw error
}
