import t, { type Test } from 'tap'
import type { Mark, Untold, UserChanges } from '../../src/model/changes.ts'
import type { Organization } from '../../src/ports.ts'
import type { UserRow } from '../../src/sandbox/user-row.ts'
import { contoso, id, resolverOf, rowOf } from '../sandbox/organization/contoso.ts'
import { never, openOrganization, rowNumber, unavailableFor } from './scripted-api.ts'
import { json, startScriptedServer, type Heard } from './scripted-server.ts'

const resolveName = resolverOf({ 'contoso\\renamed': 50 })

async function open(t: Test, rows?: UserRow[]) {
  const served = await contoso(t, { resolveName, ...(rows && { rows }) })
  return { ...served, organization: openOrganization(t, served.url) }
}

function told<T extends Mark>(answer: T | Untold): T {
  if (answer.kind === 'untold') throw new Error(answer.reason)
  return answer
}

async function since(organization: Organization, mark: string): Promise<UserChanges> {
  return told(await organization.changesSince(mark, never))
}

const ids = ({ users }: UserChanges) => users.map(user => user.systemUserId).toSorted()
const isUntold = { kind: 'untold', reason: /versionnumber of systemuser/ } as const

t.test('of an organization, what changed since, and once more what is new', async t => {
  const { organization, patch } = await open(t)
  const start = told(await organization.mark(never))
  t.strictSame(ids(await since(organization, start.mark)), [id(2), id(3)], 'the newest once more')
  const quiet = await since(organization, (await since(organization, start.mark)).mark)
  t.strictSame(ids(quiet), [])

  await patch(1, { domainname: 'CONTOSO\\renamed' })
  const first = await since(organization, quiet.mark)
  t.match(first.users, [{ systemUserId: id(1), domainName: 'CONTOSO\\renamed' }])
  await patch(2, { internalemailaddress: 'two@contoso.test' })
  const second = await since(organization, first.mark)
  t.strictSame(ids(second), [id(1), id(2)], 'a write that was slower than another may show now')
  const third = await since(organization, second.mark)
  t.strictSame(ids(third), [id(2)])
  t.strictSame(ids(await since(organization, third.mark)), [], 'and never again')
})

t.test('many changes, on several pages', async t => {
  const rows = [5, 3, 1, 4, 2].map(number => rowOf(number))
  const { organization, patch } = await open(t, rows)
  const { mark } = told(await organization.mark(never))
  for (const number of [5, 2, 4, 1, 3]) await patch(number, { firstname: 'Renamed' })
  const changes = await since(organization, mark)
  t.strictSame(ids(changes), [1, 2, 3, 4, 5].map(id))
  t.strictSame(ids(await since(organization, (await since(organization, changes.mark)).mark)), [])
})

t.test('what is asked', async t => {
  const rows = [100, 102, 101].map((versionnumber, n) => ({ ...rowNumber(n), versionnumber }))
  const { url, heard } = await startScriptedServer(t, [
    json(200, { value: [{ versionnumber: 99 }, { versionnumber: 97 }] }),
    newest(102),
    json(200, { value: rows }),
    newest(102),
    json(200, { value: [] }),
    newest(102),
    json(200, { value: [{ ...rowNumber(1), versionnumber: 98 }] }),
    newest(102),
    json(200, { value: [] })
  ])
  const organization = openOrganization(t, url)
  let { mark }: Mark = told(await organization.mark(never))
  for (const expected of [3, 0, 1, 0]) {
    const changes = await since(organization, mark)
    t.equal(changes.users.length, expected)
    mark = changes.mark
  }
  t.equal(
    heard[0]?.path,
    '/Contoso/api/data/v9.1/systemusers?$select=versionnumber&$orderby=versionnumber%20desc&$top=100'
  )
  t.match(heard[1]?.path, /versionnumber%20desc&\$top=1$/)
  t.match(heard[2]?.path, /\?\$select=systemuserid,.*,versionnumber&\$filter=/)
  t.strictSame(
    heard.slice(1).flatMap(each => filterOf(each) ?? []),
    ['versionnumber gt 97', 'versionnumber gt 99', 'versionnumber gt 102', 'versionnumber gt 102']
  )
})

t.test('without usable numbers nothing is told', async t => {
  const asked = JSON.stringify({ from: 1, to: 1 })
  for (const [what, row] of [
    ['none', {}],
    ['null', { versionnumber: null }],
    ['no number', { versionnumber: 'many' }],
    ['too high to be exact', { versionnumber: 2 ** 53 }]
  ] as const) {
    const value = [{ ...rowNumber(1), ...row }]
    const { url } = await startScriptedServer(t, [json(200, { value })])
    const organization = openOrganization(t, url)
    t.match(await organization.mark(never), isUntold, what)
    t.match(await organization.changesSince(asked, never), isUntold, what)
  }
  const mixed = [{ ...rowNumber(1), versionnumber: 5 }, rowNumber(2)]
  const { url } = await startScriptedServer(t, [newest(5), json(200, { value: mixed })])
  t.match(await openOrganization(t, url).changesSince(asked, never), isUntold, 'one has none')
})

t.test('a database that was restored is behind the mark', async t => {
  const { url, heard } = await startScriptedServer(t, [newest(98)])
  const organization = openOrganization(t, url)
  const mark = JSON.stringify({ from: 97, to: 99 })
  const restored = { kind: 'untold', reason: /restored/ }
  t.match(await organization.changesSince(mark, never), restored)
  t.equal(heard.length, 1)
})

function newest(versionnumber: number) {
  return json(200, { value: [{ versionnumber }] })
}

t.test('nobody there, or no list', async t => {
  for (const body of [{ value: [] }, {}]) {
    const { url } = await startScriptedServer(t, [json(200, body)])
    t.match(await openOrganization(t, url).mark(never), isUntold)
  }
})

t.test('a bad row or a refusal is an error, and nothing untold', async t => {
  const asked = JSON.stringify({ from: 1, to: 1 })
  const bad = { value: [{ ...rowNumber(1), versionnumber: 2, accessmode: null }] }
  const { url } = await startScriptedServer(t, [newest(2), json(200, bad), json(403, {})])
  const organization = openOrganization(t, url)
  await t.rejects(organization.changesSince(asked, never), unavailableFor(/usable accessmode/))
  await t.rejects(organization.mark(never), { code: 'organization-unavailable' })
})

function filterOf({ path }: Heard): string | null {
  return new URLSearchParams(path.split('?')[1]).get('$filter')
}
