import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { User, UserKeys } from '../../src/model/user.ts'
import type { Organization, WriteOutcome } from '../../src/ports.ts'
import type {
  Fault,
  OrganizationOptions
} from '../../src/sandbox/organization/start-organization.ts'
import {
  callerId,
  contoso,
  id,
  identity,
  resolverOf,
  rowOf
} from '../sandbox/organization/contoso.ts'
import { never, openOrganization, unavailableFor } from './scripted-api.ts'

const resolveName = resolverOf({
  'contoso\\park': 50,
  'contoso\\renamed': 1,
  'contoso\\user2': 2,
  "contoso\\o'neil+a&b": 51
})

async function open(t: Test, options: Partial<OrganizationOptions> = {}) {
  const served = await contoso(t, { resolveName, ...options })
  const organization = openOrganization(t, served.url, { timeoutMs: 500 })
  return { ...served, organization }
}

async function streamAll(organization: Organization): Promise<(readonly User[])[]> {
  const pages: (readonly User[])[] = []
  for await (const page of organization.streamUsers(never)) pages.push(page)
  return pages
}

async function write(organization: Organization, number: number, domainName: string) {
  const user = await organization.readUser(id(number), never)
  const etag = user?.etag ?? 'W/"0"'
  return organization.writeDomainName({ systemUserId: id(number), domainName, etag }, never)
}

function keys(more: Partial<Record<keyof UserKeys, string[]>>): UserKeys {
  return {
    systemUserIds: new Set(more.systemUserIds),
    domainNames: new Set(more.domainNames),
    emails: new Set(more.emails),
    employeeIds: new Set(more.employeeIds)
  }
}

t.test('identifies', async t => {
  const { organization } = await open(t)
  t.strictSame(await organization.identify(never), { ...identity, isOnline: false })
  const blind = await open(t, { optimisticConcurrency: false })
  await t.rejects(blind.organization.identify(never), unavailableFor(/overwritten/))
})

t.test('streams every record by pages of the size asked for', async t => {
  const rows = [5, 3, 1, 4, 2].map(number => rowOf(number))
  const { organization } = await open(t, {
    rows: [...rows, rowOf(6, { domainname: '', fullname: 'SYSTEM', isdisabled: true })]
  })
  const pages = await streamAll(organization)
  t.strictSame(
    pages.map(page => page.length),
    [2, 2, 2]
  )
  t.strictSame(
    pages.flat().map(({ systemUserId }) => systemUserId),
    [1, 2, 3, 4, 5, 6].map(id)
  )
  t.match(pages[2]?.[1], { domainName: '', fullName: 'SYSTEM', isDisabled: true })
})

t.test('does not follow a server that takes itself for another', async t => {
  const { organization } = await open(t, { believedOrigin: 'http://internal.test:5555' })
  await t.rejects(streamAll(organization), unavailableFor(/internal\.test:5555.*DYNAMICS_URL/))
})

t.test('finds by id, name, address and employee id, odd ones too', async t => {
  const odd = rowOf(7, { domainname: "CONTOSO\\O'Neil+a&b#c%20" })
  const { organization } = await open(t, {
    rows: [rowOf(1), rowOf(2), rowOf(3, { employeeid: 'E3' }), odd]
  })
  const found = await organization.findUsers(
    keys({
      systemUserIds: [id(1), 'no guid'],
      domainNames: ['contoso\\user1', "contoso\\o'neil+a&b#c%20", "x' or 'a' eq 'a"],
      emails: ['user2@contoso.test'],
      employeeIds: ['e3']
    }),
    never
  )
  const ids = found.map(({ systemUserId }) => systemUserId).toSorted()
  t.strictSame(ids, [id(1), id(2), id(3), id(7)])
  const many = Array.from({ length: 200 }, (_, n) => `contoso\\user${n}`)
  const all = await organization.findUsers(keys({ domainNames: many }), never)
  t.equal(all.length, 3)
})

t.test('reads one, and knows the absent', async t => {
  const { organization } = await open(t)
  t.match(await organization.readUser(id(2), never), {
    domainName: 'CONTOSO\\user2',
    person: { firstname: 'First2', isdisabled: 'false', emailrouteraccessapproval: '1' }
  })
  t.equal(await organization.readUser(id(77), never), undefined)
})

t.test('the hop: park, then map', async t => {
  const { organization, rows, writes } = await open(t)
  t.match(await write(organization, 1, 'CONTOSO\\renamed'), {
    kind: 'account-held',
    detail: /UserAlreadyExists/
  })
  t.match(await write(organization, 1, 'CONTOSO\\park'), {
    kind: 'written',
    user: { domainName: 'CONTOSO\\park' }
  })
  t.match(await write(organization, 1, 'CONTOSO\\renamed'), { kind: 'written' })
  t.equal(rows.find(({ systemuserid }) => systemuserid === id(1))?.domainname, 'CONTOSO\\renamed')
  t.equal(writes.length, 2)
})

t.test('a name with everything in it arrives as it is', async t => {
  const { organization } = await open(t)
  const domainName = "CONTOSO\\O'Neil+a&b"
  t.match(await write(organization, 1, domainName), { kind: 'written', user: { domainName } })
})

t.test('what a server refuses, under both statuses', async t => {
  for (const ruleErrorStatus of [400, 500] as const) {
    const { organization } = await open(t, {
      ruleErrorStatus,
      rows: [rowOf(1), rowOf(2), rowOf(99), rowOf(3, { accessmode: 3 })]
    })
    t.match(await write(organization, 1, 'CONTOSO\\user2'), { kind: 'account-held' })
    t.match(await write(organization, 1, 'CONTOSO\\nobody'), { kind: 'name-unknown' })
    t.match(await write(organization, 99, 'CONTOSO\\park'), {
      kind: 'refused',
      detail: /service user/
    })
    t.match(await write(organization, 3, 'CONTOSO\\park'), { kind: 'refused' })
    t.match(await write(organization, 77, 'CONTOSO\\park'), { kind: 'user-not-found' })
    t.equal(callerId, id(99))
  }
  const bare = await open(t, { unknownName: 'LookupAccountNameFailed' })
  t.match(await write(bare.organization, 1, 'CONTOSO\\nobody'), { kind: 'name-unknown' })
  const reader = await open(t, { callerMayWrite: false })
  t.match(await write(reader.organization, 1, 'CONTOSO\\park'), {
    kind: 'refused',
    detail: /prvWriteUser/
  })
})

t.test('a record that changed meanwhile is left alone', async t => {
  const { organization, patch, writes } = await open(t)
  const seen = await organization.readUser(id(1), never)
  await patch(1, { employeeid: '7' })
  const outcome = await organization.writeDomainName(
    { systemUserId: id(1), domainName: 'CONTOSO\\park', etag: seen?.etag ?? '' },
    never
  )
  t.strictSame(outcome, { kind: 'stale' })
  t.equal(writes.length, 1, 'only the other one')
})

t.test('each fault under a write: the kind, and whether it was applied', async t => {
  const cases: [Fault, WriteOutcome['kind'], number][] = [
    ['reset-before', 'unclear', 0],
    ['reset-after', 'unclear', 1],
    ['hang', 'unclear', 0],
    ['unavailable', 'unclear', 0],
    ['html-500', 'unclear', 0],
    ['unauthorized', 'busy', 0],
    ['throttled', 'busy', 0],
    ['closed', 'busy', 0],
    ['truncate', 'unclear', 1]
  ]
  for (const [fault, kind, applied] of cases) {
    const sent: string[] = []
    const { organization, writes } = await open(t, {
      fault: ({ method }) => (method === 'PATCH' && sent.push(fault) > 0 ? fault : undefined)
    })
    t.equal((await write(organization, 1, 'CONTOSO\\park')).kind, kind, fault)
    t.equal(writes.length, applied, fault)
    t.equal(sent.length, 1, 'sent once')
    const settled = await organization.readUser(id(1), never)
    t.equal(settled?.domainName, applied ? 'CONTOSO\\park' : 'CONTOSO\\user1', 'settled by reading')
  }
})

t.test('each fault under a read passes once', async t => {
  for (const fault of ['reset-before', 'reset-after', 'hang', 'unavailable', 'truncate'] as const) {
    const { organization } = await open(t, {
      fault: ({ count }) => (count === 1 ? fault : undefined)
    })
    t.match(await organization.readUser(id(1), never), { systemUserId: id(1) }, fault)
  }
})

function openSockets(): number {
  return process.getActiveResourcesInfo().filter(kind => kind === 'TCPSocketWrap').length
}

t.test('closing ends the connections that were kept', async t => {
  const { organization } = await open(t)
  await organization.identify(never)
  const kept = openSockets()
  await organization.close()
  await sleep(50)
  t.ok(openSockets() < kept, `${kept} before, ${openSockets()} after`)
})
