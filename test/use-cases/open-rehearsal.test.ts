import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import * as fc from 'fast-check'
import { RelinkError } from '../../src/errors.ts'
import type { Account } from '../../src/model/account.ts'
import type { ExecutionUser } from '../../src/model/execution.ts'
import type { User } from '../../src/model/user.ts'
import type { Organization, Store, StoredPlan } from '../../src/ports.ts'
import { readJournal } from '../../src/planning/read-journal.ts'
import { userProgress } from '../../src/planning/user-progress.ts'
import { rehearsalOrganization } from '../../src/sandbox/rehearsal-organization.ts'
import type { Context } from '../../src/use-cases/context.ts'
import { executeRemap } from '../../src/use-cases/execute-remap.ts'
import { runExecution } from '../../src/use-cases/run-execution.ts'
import { openRehearsal } from '../../src/use-cases/open-rehearsal.ts'
import { planRemap } from '../../src/use-cases/plan-remap.ts'
import { accountOf, caller, guidOf, idOf, openContext, userOf } from '../fakes/context.ts'
import { fakeDirectory } from '../fakes/directory.ts'
import { identity } from '../fakes/organization.ts'
import { link, step } from '../store/samples.ts'

const { signal } = new AbortController()
const pool = ['CONTOSO\\crm-park-01', 'CONTOSO\\crm-park-02']
const parks = pool.map((name, index) => accountOf(name, 90 + index))

/**
 * A park reads and writes in 40 + 40 ms, a map only writes; what the first looked up in 10 ms holds
 * for all. Both of a swap are parked before either is mapped.
 */
const timings: [string, number, number[]][] = [
  ['mapped side by side', 4, [0.12, 0.04]],
  ['mapped one after the other', 1, [0.12, 0.08]]
]

for (const [what, maxConcurrency, expected] of timings) {
  t.test(`how long two who swap names would be parked: ${what}`, async t => {
    const accounts = [...parks, accountOf('CONTOSO\\user2', 1), accountOf('CONTOSO\\user1', 2)]
    const opened = await openContext(t, {
      users: [userOf(1), userOf(2)],
      accounts,
      policy: { placeholders: pool, approvalsRequired: 0, maxConcurrency }
    })
    const { context, clock, store, organization } = opened
    await store.links.put([1, 2].map(linkOf))
    const plan = await planOf(context, ['CONTOSO\\user2', 'CONTOSO\\user1'])
    const slow: Context = {
      ...context,
      rehearsal: rehearsalOrganization,
      organization: {
        ...organization,
        readUser: (...call) => (clock.advance(40), organization.readUser(...call))
      },
      directory: {
        ...context.directory,
        findAccounts: (...call) => (clock.advance(10), context.directory.findAccounts(...call))
      }
    }
    const begin = performance.now()
    const { execution, users } = await ran(slow, plan, 'rehearse')
    t.match(execution, { status: 'Succeeded', usersRemapped: 2, parkedSecondsMax: 0.12 })
    t.same(
      users.map(user => user.parkedSeconds),
      expected
    )
    t.match(execution.humanSummary, 'longer than about 0.12 s')
    t.same(organization.writes, [], 'nothing was written')
    t.ok(performance.now() - begin < 5000)
  })
}

t.test('a pause between writes counts, and waits for nobody', async t => {
  const opened = await openContext(t, {
    users: [userOf(1)],
    accounts: [...parks, accountOf('CONTOSO\\new1', 1)],
    policy: { placeholders: pool, approvalsRequired: 0, maxWritesPerSecond: 0.1 }
  })
  await opened.store.links.put([linkOf(1)])
  const context = { ...opened.context, rehearsal: rehearsalOrganization }
  const plan = await planOf(context, ['CONTOSO\\new1'])
  const { execution } = await ran(context, plan, 'rehearse')
  t.match(execution, { status: 'Succeeded', parkedSecondsMax: 10 })
  t.same(opened.clock.slept, [])
  const journal = await opened.store.executions.readJournal(execution.executionId)
  const dates = [...journal.map(line => line.at), execution.finishedAt]
  t.same(new Set(dates), new Set([opened.clock.now()]), 'what is kept has true dates')
})

t.test('a long rehearsal holds nobody else up for long', async t => {
  const numbers = Array.from({ length: 100 }, (_, index) => index + 1)
  const opened = await openContext(t, {
    users: numbers.map(number => userOf(number)),
    accounts: [
      ...parks,
      ...numbers.map(number => accountOf(`CONTOSO\\new${number}`, 100 + number))
    ],
    policy: { placeholders: pool, approvalsRequired: 0 }
  })
  const context = { ...opened.context, rehearsal: rehearsalOrganization }
  const plan = await planOf(
    context,
    numbers.map(number => `CONTOSO\\new${number}`)
  )
  const begin = performance.now()
  const gaps: number[] = []
  let last = begin
  const watch = setInterval(() => {
    gaps.push(performance.now() - last)
    last = performance.now()
  }, 1)
  await ran(context, plan, 'rehearse')
  clearInterval(watch)
  t.ok(Math.max(...gaps, performance.now() - last) < (performance.now() - begin) / 2)
})

t.test('an error of the store ends the steps beside it, asleep as they are', async t => {
  const opened = await openContext(t, {
    users: [userOf(1), userOf(2)],
    accounts: [...parks, accountOf('CONTOSO\\new1', 1), accountOf('CONTOSO\\new2', 2)],
    policy: { placeholders: pool, approvalsRequired: 0 }
  })
  const { store } = opened
  const context = { ...opened.context, rehearsal: rehearsalOrganization }
  const { planId, digest } = await planOf(context, ['CONTOSO\\new1', 'CONTOSO\\new2'])
  const request = { planId, digest, mode: 'rehearse' as const }
  const failing = { ...context, store: failingOnce(store) }
  const { executionId } = await executeRemap(failing, caller('executor'), request)
  await t.rejects(runExecution(failing, executionId, signal), { message: 'disk full' })
  t.match(await store.executions.get(executionId), { status: 'Running' })
  await runExecution(context, executionId, signal)
  t.match(await store.executions.get(executionId), { isTerminal: true })
})

/** The first line of a journal cannot be written. */
function failingOnce(store: Store): Store {
  let left = 1
  return {
    ...store,
    executions: {
      ...store.executions,
      async journal(...line) {
        if (left-- > 0) throw new Error('disk full')
        await store.executions.journal(...line)
      }
    }
  }
}

t.test('the copy refuses what the real one would, by the links that are known', async t => {
  const opened = await openContext(t, {
    users: [userOf(1), userOf(2)],
    accounts: [accountOf('CONTOSO\\new1', 1), accountOf('CONTOSO\\other', 5)]
  })
  await opened.store.links.put([linkOf(1), linkOf(2)])
  const context = { ...opened.context, rehearsal: rehearsalOrganization }
  const steps = ['CONTOSO\\new1', 'CONTOSO\\other'].map((toDomainName, index) =>
    step(index + 1, { toDomainName })
  )
  const { organization, anyOf } = await openRehearsal(context, steps, signal)
  for (const [domainName, kind] of [
    ['CONTOSO\\new1', 'account-held'],
    ['CONTOSO\\nobody', 'name-unknown'],
    ['CONTOSO\\other', 'written']
  ] as const) {
    const write = { systemUserId: idOf(1), domainName, etag: 'W/"1"' }
    const outcome = organization.writeDomainName(write, signal)
    await anyOf([outcome.then(() => undefined)])
    t.match(await outcome, { kind })
  }
  t.same(opened.organization.writes, [])
})

/** What happens between plan and start, to the record or the account of user `at` (from 1). */
const happenings = {
  'the record is renamed': (world: Truth, at: number) =>
    changeUser(world, at, { domainName: 'CONTOSO\\elsewhere' }),
  'the record is gone': (world: Truth, at: number) => ({
    ...world,
    users: world.users.filter(user => user.systemUserId !== idOf(at))
  }),
  'the record becomes special': (world: Truth, at: number) =>
    changeUser(world, at, { accessMode: 3 }),
  'the name is protected': (world: Truth, at: number) => ({
    ...world,
    protectedNames: [`CONTOSO\\user${at}`]
  }),
  'a stranger takes the name': (world: Truth, at: number) =>
    withStranger(world, 40 + at, world.targets[at - 1] ?? '', 40 + at),
  'a stranger is linked to the account': (world: Truth, at: number) =>
    withStranger(world, 50 + at, `CONTOSO\\stranger${at}`, accountNumber(world, at)),
  'a stranger takes a placeholder': (world: Truth, at: number) =>
    withStranger(world, 60 + at, pool[at % 2] ?? '', 60 + at),
  'the account is renamed': (world: Truth, at: number) =>
    changeAccount(world, at, { logonName: `CONTOSO\\again${at}` }),
  'the account is made again': (world: Truth, at: number) =>
    changeAccount(world, at, { objectGuid: guidOf(70 + at) }),
  'a placeholder is deleted': (world: Truth) => ({ ...world, accounts: world.accounts.slice(1) })
}

interface Truth {
  readonly users: readonly User[]
  readonly accounts: readonly Account[]
  /** By user: the name of the account that each should become. */
  readonly targets: readonly string[]
  /** systemUserId → objectGUID; the link baseline knows them all. */
  readonly held: ReadonlyMap<string, string>
  readonly protectedNames?: readonly string[]
}

/** Accounts that took each other's names or new ones, some of them made again. */
const truth: fc.Arbitrary<Truth> = fc
  .integer({ min: 2, max: 5 })
  .chain(size =>
    fc.tuple(
      fc.shuffledSubarray(
        Array.from({ length: size + 2 }, (_, i) => `CONTOSO\\user${i + 1}`),
        { minLength: size, maxLength: size }
      ),
      fc.array(fc.boolean(), { minLength: size, maxLength: size })
    )
  )
  .map(([targets, isRecreated]) => ({
    targets,
    users: targets.map((_, index) => userOf(index + 1)),
    accounts: [
      ...parks,
      ...targets.map((name, index) => accountOf(name, index + 1 + (isRecreated[index] ? 20 : 0)))
    ],
    held: new Map(targets.map((_, index) => [idOf(index + 1), guidOf(index + 1)]))
  }))

type What = keyof typeof happenings
const happened = fc.array(
  fc.tuple(fc.constantFrom(...(Object.keys(happenings) as What[])), fc.integer({ min: 1, max: 5 })),
  { maxLength: 3 }
)

t.test('what a rehearsal says of each user is what then happens', async t => {
  const opened = await openContext(t)
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(truth, happened, async (before, events) => {
      const plan = await planned(contextOf(opened.context, before), before)
      if (!plan) return
      const after = events.reduce<Truth>((world, [what, at]) => happenings[what](world, at), before)
      const context = contextOf(opened.context, after)
      await keepLinks(context, after)
      const users = await usersOf(context.organization)
      const rehearsed = await ran(context, plan, 'rehearse')
      if (!isDeepStrictEqual(await usersOf(context.organization), users)) throw new Error('written')
      const executed = await ran(context, plan, 'execute')
      const said = rehearsed.users.map(comparable)
      const was = executed.users.map(comparable)
      if (JSON.stringify(said) !== JSON.stringify(was)) {
        throw new Error(`${JSON.stringify(said, null, 1)} but ${JSON.stringify(was, null, 1)}`)
      }
      for (const { code = 'Remapped' } of executed.users) seen.set(code, (seen.get(code) ?? 0) + 1)
    }),
    { numRuns: 60 }
  )
  t.comment(JSON.stringify(Object.fromEntries(seen)))
  for (const code of [
    'Remapped',
    'user-not-found',
    'user-protected',
    'changed-since-planned',
    'account-held-by-another-user',
    'target-changed-since-planned',
    'depends-on-failed-user'
  ]) {
    t.ok((seen.get(code) ?? 0) > 0, code)
  }
})

function comparable({ systemUserId, status, currentDomainName, code, detail }: ExecutionUser) {
  return { systemUserId, status, currentDomainName, code, detail }
}

function contextOf(
  context: Context,
  { users, accounts, held, protectedNames = [] }: Truth
): Context {
  const organization = rehearsalOrganization({
    identity,
    users,
    heldGuids: held,
    resolveName: async name =>
      accounts.find(each => each.logonName.toLowerCase() === name.toLowerCase()),
    takeTime: async () => undefined
  })
  return {
    ...context,
    organization,
    directory: fakeDirectory(accounts),
    rehearsal: rehearsalOrganization,
    policy: {
      ...context.policy,
      placeholders: pool,
      protectedNames,
      approvalsRequired: 0,
      maxPlanPercent: 1000
    }
  }
}

async function planned(context: Context, world: Truth): Promise<StoredPlan | undefined> {
  await keepLinks(context, world)
  try {
    return await planOf(context, world.targets)
  } catch (error) {
    if (error instanceof RelinkError && error.code === 'nothing-to-remap') return undefined
    throw error
  }
}

function planOf(context: Context, targets: readonly string[]): Promise<StoredPlan> {
  return planRemap(context, caller('planner'), {
    targets: targets.map((account, index) => ({ systemUserId: idOf(index + 1), account }))
  })
}

async function keepLinks({ store }: Context, { held }: Truth): Promise<void> {
  const strangers = Array.from({ length: 20 }, (_, index) => idOf(50 + index))
  const free = strangers.map(id => link({ systemUserId: id, objectGuid: `none of ${id}` }))
  const links = [...held].map(([systemUserId, objectGuid]) => link({ systemUserId, objectGuid }))
  await store.links.put([...free, ...links])
}

async function ran(context: Context, { planId, digest }: StoredPlan, mode: 'rehearse' | 'execute') {
  const { store } = context
  const started = await executeRemap(context, caller('executor'), { planId, digest, mode })
  const { executionId } = started
  await runExecution(context, executionId, signal)
  const [execution, plan] = [await store.executions.get(executionId), await store.plans.get(planId)]
  const journal = await store.executions.readJournal(executionId)
  if (!execution?.isTerminal || !plan) throw new Error('it did not end')
  return { execution, users: userProgress(readJournal(plan.steps, journal), execution) }
}

async function usersOf(organization: Organization): Promise<readonly User[]> {
  const users: User[] = []
  for await (const page of organization.streamUsers(signal)) users.push(...page)
  return users
}

function linkOf(number: number) {
  return link({ systemUserId: idOf(number), objectGuid: guidOf(number) })
}

function changeUser(world: Truth, at: number, changes: Partial<User>): Truth {
  const users = world.users.map(user =>
    user.systemUserId === idOf(at) ? { ...user, ...changes } : user
  )
  return { ...world, users }
}

function changeAccount(world: Truth, at: number, changes: Partial<Account>): Truth {
  const name = world.targets[at - 1]
  const accounts = world.accounts.map(account =>
    account.logonName === name ? { ...account, ...changes } : account
  )
  return { ...world, accounts }
}

function withStranger(world: Truth, number: number, domainName: string, linkedTo: number): Truth {
  const user = userOf(number, { domainName, isDisabled: true })
  return {
    ...world,
    users: [...world.users, user],
    held: new Map([...world.held, [user.systemUserId, guidOf(linkedTo)]])
  }
}

function accountNumber({ accounts, targets }: Truth, at: number): number {
  const account = accounts.find(each => each.logonName === targets[at - 1])
  return Number(account?.objectGuid.slice(-12) ?? 99)
}
