import t from 'tap'
import type { User, UserKeys } from '../../src/model/user.ts'
import type { Organization } from '../../src/ports.ts'
import { rehearsalOrganization, type Rehearsal } from '../../src/sandbox/rehearsal-organization.ts'
import { callerId, guid, id, identity, resolverOf } from './organization/contoso.ts'

const resolveName = resolverOf({ 'contoso\\free': 50, 'contoso\\user2': 2 })
const { signal } = new AbortController()

function userOf(number: number, fields: Partial<User> = {}): User {
  return {
    systemUserId: id(number),
    domainName: `CONTOSO\\user${number}`,
    fullName: `First${number} Last${number}`,
    isDisabled: false,
    accessMode: 0,
    isIntegrationUser: false,
    isSetupUser: false,
    createdOn: '2020-01-02T03:04:05Z',
    etag: `W/"${1000 + number}"`,
    ...fields
  }
}

const full = userOf(1, {
  firstName: 'First1',
  lastName: 'Last1',
  email: 'User1@contoso.test',
  employeeId: 'E1'
})
const users = [full, userOf(2, { isDisabled: true }), userOf(3, { applicationId: guid(9) })]

function rehearse(rehearsal: Partial<Rehearsal> = {}) {
  return rehearsalOrganization({
    users,
    heldGuids: new Map(users.map(({ systemUserId }, index) => [systemUserId, guid(index + 1)])),
    resolveName,
    identity: { ...identity, isOnline: false },
    takeTime: async signal => signal.throwIfAborted(),
    ...rehearsal
  })
}

async function pagesOf(organization: Organization, given = signal) {
  const pages: (readonly User[])[] = []
  for await (const page of organization.streamUsers(given)) pages.push(page)
  return pages
}

const writeOf = (number: number, domainName: string, etag = `W/"${1000 + number}"`) => {
  return { systemUserId: id(number), domainName, etag }
}

t.test('users come back as they were handed in', async t => {
  const organization = rehearse()
  const pages = await pagesOf(organization)
  t.same(pages.flat(), users)
  t.same(await organization.identify(signal), { ...identity, isOnline: false })
  t.equal(await organization.readUser(id(7), signal), undefined)
  t.same(await organization.readUser(id(1), signal), {
    ...full,
    person: {
      fullname: 'First1 Last1',
      firstname: 'First1',
      lastname: 'Last1',
      internalemailaddress: 'User1@contoso.test',
      employeeid: 'E1'
    }
  })
  await organization.close()
})

t.test('many users come in pages', async t => {
  const many = Array.from({ length: 1001 }, (_, index) => userOf(index))
  const pages = await pagesOf(rehearse({ users: many }))
  t.same(
    pages.map(({ length }) => length),
    [1000, 1]
  )
})

t.test('an ETag that is no row version is replaced by one', async t => {
  const organization = rehearse({ users: [userOf(1, { etag: 'opaque' })] })
  t.match(await organization.readUser(id(1), signal), { etag: 'W/"1"' })
})

t.test('users are found by any key, each once', async t => {
  const none: UserKeys = {
    systemUserIds: new Set(),
    domainNames: new Set(),
    emails: new Set(),
    employeeIds: new Set()
  }
  const organization = rehearse()
  const find = async (keys: Partial<UserKeys>) => {
    const found = await organization.findUsers({ ...none, ...keys }, signal)
    return found.map(({ systemUserId }) => systemUserId)
  }
  t.same(await find({}), [])
  t.same(await find({ systemUserIds: new Set([id(2)]) }), [id(2)])
  t.same(await find({ domainNames: new Set(['contoso\\user1']) }), [id(1)])
  const emails = new Set(['user1@contoso.test'])
  t.same(await find({ emails, systemUserIds: new Set([id(1)]) }), [id(1)])
  t.same(await find({ employeeIds: new Set(['e1']) }), [id(1)])
})

t.test('a write comes to what it would come to in the real organization', async t => {
  const cases: [number, string, string | undefined, object][] = [
    [1, 'CONTOSO\\free', 'W/"1"', { kind: 'stale' }],
    [7, 'CONTOSO\\free', '*', { kind: 'user-not-found' }],
    [1, 'CONTOSO\\nobody', undefined, { kind: 'name-unknown', detail: /does not exist in active/ }],
    [1, 'CONTOSO\\user2', undefined, { kind: 'account-held', detail: /already exists/ }],
    [3, 'CONTOSO\\free', undefined, { kind: 'refused', detail: /OAuth application/ }]
  ]
  const organization = rehearse()
  for (const [number, name, etag, expected] of cases) {
    const outcome = await organization.writeDomainName(writeOf(number, name, etag), signal)
    t.match(outcome, expected, name)
  }
  t.same((await pagesOf(organization)).flat(), users)
})

t.test('a write is written, and read back', async t => {
  const organization = rehearse()
  const outcome = await organization.writeDomainName(writeOf(1, 'CONTOSO\\free'), signal)
  const user = { domainName: 'CONTOSO\\free', etag: 'W/"1004"', person: { employeeid: 'E1' } }
  t.match(outcome, { kind: 'written', user })
  t.match(await organization.readUser(id(1), signal), user)
})

t.test('a directory that fails is asked again later', async t => {
  const organization = rehearse({ resolveName: () => Promise.reject(new Error('down')) })
  const outcome = await organization.writeDomainName(writeOf(1, 'CONTOSO\\free'), signal)
  t.match(outcome, { kind: 'busy', retryAfterMs: 1000 })
})

t.test('the caller’s own record and an online organization refuse', async t => {
  const own = rehearse({ identity: { ...identity, callerId: id(1), isOnline: false } })
  t.not(callerId, id(1))
  const write = writeOf(1, 'CONTOSO\\free')
  t.match(await own.writeDomainName(write, signal), { kind: 'refused', detail: /own domain/ })
  const online = rehearse({ identity: { ...identity, isOnline: true } })
  t.match(await online.writeDomainName(write, signal), { kind: 'refused', detail: /Entra/ })
})

t.test('a call that is given up does not begin', async t => {
  const organization = rehearse()
  const gone = AbortSignal.abort()
  const keys = {
    systemUserIds: new Set<string>(),
    domainNames: new Set<string>(),
    emails: new Set<string>(),
    employeeIds: new Set<string>()
  }
  await t.rejects(organization.identify(gone), { name: 'AbortError' })
  await t.rejects(pagesOf(organization, gone), { name: 'AbortError' })
  await t.rejects(organization.findUsers(keys, gone), { name: 'AbortError' })
  await t.rejects(organization.readUser(id(1), gone), { name: 'AbortError' })
  const write = writeOf(1, 'CONTOSO\\free')
  await t.rejects(organization.writeDomainName(write, gone), { name: 'AbortError' })
})

t.test('every call takes its time before it looks at anything', async t => {
  const calls: (() => void)[] = []
  const takeTime = () => new Promise<void>(resolve => calls.push(resolve))
  const organization = rehearse({ takeTime })
  const reading = organization.readUser(id(1), signal)
  const writing = organization.writeDomainName(writeOf(1, 'CONTOSO\\free'), signal)
  t.equal(calls.length, 2)
  calls[1]?.()
  t.match(await writing, { kind: 'written' })
  calls[0]?.()
  t.match(await reading, { domainName: 'CONTOSO\\free' })
})
