import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { Plan } from '../../src/model/plan.ts'
import type { Fault, FaultRequest } from '../../src/sandbox/organization/start-organization.ts'
import { renameAccount } from '../../src/sandbox/ldap/rename-account.ts'
import { neededBy } from '../crash/needed-by.ts'
import { createRandom } from '../crash/random.ts'
import { createTown, type Town } from '../crash/town.ts'
import { createClient, type Client } from './client.ts'
import { judgeWrites } from './judge-writes.ts'
import { openWire, type Mishap, type Wire } from './open-wire.ts'
import { startService, type Environment } from './start-service.ts'
import { startWorld, type World } from './start-world.ts'

t.setTimeout(400_000)

const size = 20

for (const kind of [
  'reset-before',
  'reset-after',
  'unavailable',
  'html-500',
  'truncate',
  'unauthorized',
  'throttled'
] as const) {
  t.test(`${kind}, again and again: every user is mapped once all the same`, async t => {
    const faults = createFaults()
    const opened = await open(t, faults.hook)
    faults.set(({ method, count }) =>
      count % (method === 'PATCH' ? 3 : 7) === 0 ? kind : undefined
    )
    const ended = await run(opened)
    t.equal(ended.status, 'Succeeded', ended.humanSummary)
    t.ok(faults.injected() > 5, `${faults.injected()} faults`)
    t.same(verdictOf(opened), { faults: [], mapped: size })
  })
}

t.test('a server that asks for a second is given it', async t => {
  const faults = createFaults()
  const opened = await open(t, faults.hook)
  const refusedAt = new Map<string, number>()
  const waitedMs: number[] = []
  faults.set(({ method, path }) => {
    if (method !== 'PATCH') return undefined
    const at = refusedAt.get(path)
    if (at !== undefined) waitedMs.push(performance.now() - at)
    refusedAt.delete(path)
    if (waitedMs.length + refusedAt.size >= 6) return undefined
    refusedAt.set(path, performance.now())
    return 'closed'
  })
  const ended = await run(opened)
  t.equal(ended.status, 'Succeeded', ended.humanSummary)
  t.equal(waitedMs.length, 6)
  t.ok(
    waitedMs.every(ms => ms > 990),
    `${waitedMs.map(ms => Math.round(ms)).join(', ')} ms`
  )
  t.same(verdictOf(opened), { faults: [], mapped: size })
})

t.test('on the wire a request gets lost, an answer gets lost, an answer drips', async t => {
  const opened = await open(t, () => undefined, { settleTimeout: 'PT2M', isOverWire: true })
  const ahead: Mishap[] = ['swallow-request', 'swallow-answer', 'drip']
  if (opened.wire)
    opened.wire.decide = head => (head.startsWith('PATCH ') ? ahead.shift() : undefined)
  const began = performance.now()
  const ended = await run(opened)
  t.equal(ended.status, 'Succeeded', ended.humanSummary)
  t.same(ahead, [], 'all three happened')
  t.ok(performance.now() - began > 30_000, 'each for as long as an answer is waited for')
  t.same(verdictOf(opened), { faults: [], mapped: size })
})

t.test('somebody else changes a record between our read and our write', async t => {
  const faults = createFaults()
  const opened = await open(t, faults.hook)
  const touched = new Set<string>()
  faults.set(({ method, path }) => {
    const row = opened.world.organization.rows.find(each => path.includes(each.systemuserid))
    if (method !== 'PATCH' || row === undefined || touched.has(row.systemuserid)) return undefined
    touched.add(row.systemuserid)
    row.versionnumber += 1_000_000
    return undefined
  })
  const ended = await run(opened)
  t.equal(ended.status, 'Succeeded', ended.humanSummary)
  t.equal(touched.size, size, 'every first write was refused with 412')
  t.same(verdictOf(opened), { faults: [], mapped: size })
})

t.test('somebody else gives a record another name: hands off, and the rest goes on', async t => {
  const faults = createFaults()
  const opened = await open(t, faults.hook)
  const [victim] = opened.town.targets.filter(each => each.account.includes('new-person'))
  const id = victim?.systemUserId ?? ''
  faults.set(({ method, path }) => {
    const row = opened.world.organization.rows.find(each => each.systemuserid === id)
    if (method !== 'PATCH' || !path.includes(id) || row === undefined) return undefined
    row.domainname = 'CONTOSO\\somebody.else'
    row.versionnumber += 1_000_000
    return undefined
  })
  const ended = await run(opened)
  t.match(ended, { status: 'Failed', failureCode: 'users-failed', usersFailed: 1 })
  t.equal(ended.usersRemapped, size - 1)
  const [user] = (await opened.client.users(ended.executionId)).filter(each => each.code)
  t.match(user, {
    systemUserId: id,
    code: 'changed-since-planned',
    currentDomainName: 'CONTOSO\\somebody.else',
    retryable: false
  })
  t.match(user?.detail, /make a new plan/)
  t.same(verdictOf(opened, new Set([id])), { faults: [], mapped: size - 1 })
})

t.test('Dynamics learns the new names late, within the settle time', async t => {
  const opened = await open(t, () => undefined, { settleMs: 2500 })
  renewNames(opened)
  const ended = await run(opened)
  t.equal(ended.status, 'Succeeded', ended.humanSummary)
  t.ok((ended.parkedSecondsMax ?? 0) > 1, 'it waited')
  t.same(verdictOf(opened), { faults: [], mapped: size })
})

t.test('Dynamics learns a name after the settle time: nobody stays parked', async t => {
  const opened = await open(t, () => undefined, { settleMs: 6000, settleTimeout: 'PT0.3S' })
  renewNames(opened)
  const ended = await run(opened)
  t.equal(ended.status, 'Failed')
  const stuck = (await opened.client.users(ended.executionId)).filter(each => each.code)
  t.ok(stuck.some(each => each.code === 'name-unknown-to-dynamics' && each.retryable))
  t.ok(parkedNow(opened).length > 0)
  await setTimeout(6000)
  await takenUpAgain(t, opened, ended.executionId)
})

t.test(
  'the organization fails for good half way: parked users come first when it is back',
  async t => {
    const faults = createFaults()
    const opened = await open(t, faults.hook, { settleTimeout: 'PT0.3S' })
    const { writes } = opened.world.organization
    let isDown = false
    // Down from the moment when one who is parked would be mapped.
    faults.set(({ method, path }) => {
      isDown ||=
        writes.length >= 9 && method === 'PATCH' && parkedNow(opened).some(id => path.includes(id))
      return isDown ? 'unavailable' : undefined
    })
    const ended = await run(opened)
    // Halted, unless every placeholder is held by somebody who failed: then nobody is left to begin.
    t.match(ended, { status: 'Failed', failureCode: /^(halted-after-failures|users-failed)$/ })
    t.ok(ended.usersSkipped > 0, ended.humanSummary)
    t.ok(parkedNow(opened).length > 0)
    faults.set(() => undefined)
    await takenUpAgain(t, opened, ended.executionId)
    const { usersSkipped } = await opened.client.execution(ended.executionId)
    t.equal(usersSkipped, ended.usersSkipped, 'a halted execution begins nobody by itself')
  }
)

/**
 * The sweep at the next start finishes whoever is on a placeholder, or may be since a write was sent
 * and its answer was unclear; and of the others only those who stand in their way.
 */
async function takenUpAgain(t: Test, opened: Opened, executionId: string): Promise<void> {
  const { world } = opened
  const users = await opened.client.users(executionId)
  const begun = users.filter(each => each.attempts > 0).map(each => each.systemUserId)
  const needed = await inTheWayOf(begun, opened, executionId)
  await opened.service.stop()
  const service = await startService(world.environment)
  t.teardown(() => service.stop())
  Object.assign(opened, { service, client: createClient(service.url, world) })
  for (let tries = 0; tries < 200 && parkedNow(opened).length > 0; tries += 1) await setTimeout(50)
  await setTimeout(1000)
  t.same(parkedNow(opened), [], 'nobody is left on a placeholder')
  t.same([...writtenIds(opened).difference(needed)], [], 'nobody else was begun')
  const written = writtenIds(opened)
  const unfinished = new Set(
    opened.town.targets.map(each => each.systemUserId).filter(id => !written.has(id))
  )
  t.same(verdictOf(opened, unfinished), { faults: [], mapped: size - unfinished.size })
  const execution = await opened.client.execution(executionId)
  t.equal(execution.isTerminal, true)
  t.equal(execution.usersRemapped, written.size)
  t.equal(execution.status, unfinished.size === 0 ? 'Succeeded' : 'Failed')
}

async function inTheWayOf(
  ids: readonly string[],
  { client }: Opened,
  executionId: string
): Promise<ReadonlySet<string>> {
  const { planId } = await client.execution(executionId)
  const { steps } = (await client.get<Plan>(`/v1/plans/${planId}`)).body
  return neededBy(steps, ids)
}

type Hook = (request: FaultRequest) => Fault | undefined

/** Faults on requests for a single record, switched on when the world stands. */
function createFaults() {
  let decide: Hook = () => undefined
  let injected = 0
  const hook: Hook = request => {
    const fault = request.path.includes('/systemusers(') ? decide(request) : undefined
    if (fault) injected += 1
    return fault
  }
  const set = (next: Hook): void => void (decide = next)
  return { hook, set, injected: () => injected }
}

interface Opened {
  readonly town: Town
  readonly world: World
  readonly client: Client
  readonly service: Awaited<ReturnType<typeof startService>>
  /** Between the service and the organization, where one was asked for. */
  readonly wire: Wire | undefined
}

async function open(
  t: Test,
  fault: Hook,
  { settleMs = 0, settleTimeout = 'PT20S', isOverWire = false } = {}
): Promise<Opened> {
  const town = createTown(createRandom(3), size)
  const world = await startWorld(t, { people: town, fault, settleMs })
  const url = new URL(world.organization.url)
  const wire = isOverWire ? await openWire(t, Number(url.port)) : undefined
  if (wire) url.port = String(wire.port)
  const environment: Environment = {
    ...world.environment,
    DYNAMICS_URL: url.href,
    SETTLE_TIMEOUT: settleTimeout
  }
  const service = await startService(environment)
  t.teardown(() => service.stop())
  const client = createClient(service.url, world)
  await client.importLinks(town.links)
  return { town, world, client, service, wire }
}

async function run({ client, town }: Opened) {
  const plan = await client.approvedPlan({ targets: [...town.targets] })
  const { body } = await client.execute(plan)
  return client.until(body.executionId)
}

/** Every new name is taken once more, so that Dynamics does not know it yet. */
function renewNames({ world, town }: Opened): void {
  const fresh = town.targets.filter(each => each.account.includes('new-person'))
  for (const { account } of fresh) {
    renameAccount(world.tree, account, { newName: 'aside' })
    renameAccount(world.tree, 'CONTOSO\\aside', { newName: account.replace(/^.*\\/, '') })
  }
}

function parkedNow({ world, town }: Opened): readonly string[] {
  return world.organization.rows
    .filter(row => town.placeholders.includes(row.domainname))
    .map(row => row.systemuserid)
}

function writtenIds({ world }: Opened): ReadonlySet<string> {
  return new Set(world.organization.writes.map(write => write.systemuserid))
}

function verdictOf({ world, town }: Opened, without: ReadonlySet<string> = new Set()) {
  const targets = town.targets.filter(each => !without.has(each.systemUserId))
  return judgeWrites(
    town.users,
    world.organization.writes,
    new Map(targets.map(({ systemUserId, account }) => [systemUserId, account])),
    town.placeholders
  )
}
