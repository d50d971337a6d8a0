import t from 'tap'
import * as fc from 'fast-check'
import { RelinkError } from '../../src/errors.ts'
import type { Account } from '../../src/model/account.ts'
import type { User } from '../../src/model/user.ts'
import type { StoredPlan } from '../../src/ports.ts'
import { readJournal } from '../../src/planning/read-journal.ts'
import { userProgress } from '../../src/planning/user-progress.ts'
import { rehearsalOrganization } from '../../src/sandbox/rehearsal-organization.ts'
import type { Context } from '../../src/use-cases/context.ts'
import { executeRemap } from '../../src/use-cases/execute-remap.ts'
import { planRemap } from '../../src/use-cases/plan-remap.ts'
import { rollbackExecution } from '../../src/use-cases/rollback-execution.ts'
import { runExecution } from '../../src/use-cases/run-execution.ts'
import { accountOf, caller, idOf, openContext, userOf } from '../fakes/context.ts'
import { fakeDirectory } from '../fakes/directory.ts'
import { identity } from '../fakes/organization.ts'
import { link } from '../store/samples.ts'

const pool = ['CONTOSO\\crm-park-01', 'CONTOSO\\crm-park-02']
const parks = pool.map((name, index) => accountOf(name, 90 + index))
const jsmith = accountOf('CONTOSO\\jsmith', 51)
const smithj = accountOf('CONTOSO\\smithj', 50)

/** User 1 is to get an account; user 2 holds this name, which `CONTOSO\smithj` carries. */
const wishes: [string, string, 'planned' | 'held'][] = [
  ['jsmith@contoso.test', smithj.logonName, 'held'],
  ['JSmith@Contoso.test', smithj.logonName, 'held'],
  ['jsmith@contoso.test', jsmith.logonName, 'planned'],
  ['jsmith@brand.example', smithj.logonName, 'held'],
  ['jsmith@brand.example', jsmith.logonName, 'planned']
]

for (const [upn, account, expected] of wishes) {
  t.test(`${account} while a record holds ${upn}: ${expected}`, async t => {
    const world = { users: [userOf(1), userOf(2, { domainName: upn })], accounts: carriedBy(upn) }
    const { context } = await openContext(t)
    const plan = await planned(contextOf(context, world), [account])
    if (expected === 'planned') t.match(plan, { users: 1 })
    else t.match(plan, [{ detail: /target-held-by-unplanned-user: .* User 2/ }])
  })
}

t.test('a record took the account by its UPN since: nobody is parked', async t => {
  const before = { users: [userOf(1), userOf(2)], accounts: carriedBy('jsmith@contoso.test') }
  const { context } = await openContext(t)
  const plan = await mustPlan(contextOf(context, before), [smithj.logonName])
  const users = [userOf(1), userOf(2, { domainName: 'jsmith@contoso.test' })]
  const now = contextOf(context, { ...before, users })
  t.match(await ran(now, plan, 'execute'), [
    { code: 'account-held-by-another-user', currentDomainName: 'CONTOSO\\user1' }
  ])
})

t.test('a record names its new account only in appearance: it is written', async t => {
  const upn = 'jsmith@contoso.test'
  const world = { users: [userOf(1, { domainName: upn })], accounts: carriedBy(upn) }
  const { context } = await openContext(t)
  await context.store.links.put([link({ systemUserId: idOf(1), objectGuid: smithj.objectGuid })])
  const now = contextOf(context, world)
  const plan = await mustPlan(now, [jsmith.logonName])
  t.match(plan.steps, [{ action: 'map', fromDomainName: upn }])
  await ran(now, plan, 'execute')
  const record = await now.organization.readUser(idOf(1), AbortSignal.timeout(5000))
  t.equal(record?.domainName, jsmith.logonName)
})

t.test('a record that seems to hold what the plan saw, and was changed', async t => {
  const upn = 'jsmith@contoso.test'
  const accounts = [...carriedBy(upn), accountOf('CONTOSO\\new1', 1)]
  const { context } = await openContext(t)
  const before = { users: [userOf(1, { domainName: upn })], accounts }
  const plan = await mustPlan(contextOf(context, before), ['CONTOSO\\new1'])
  const now = { users: [userOf(1, { domainName: jsmith.logonName })], accounts }
  t.match(await ran(contextOf(context, now), plan, 'execute'), [
    { code: 'changed-since-planned', detail: /CONTOSO.jsmith, not jsmith@contoso\.test/ }
  ])
})

t.test('a record holds a placeholder by its UPN: another one is used', async t => {
  const [first, second] = parks as [Account, Account]
  const world = {
    users: [userOf(1), userOf(2, { domainName: 'park@brand.example' })],
    accounts: [jsmith, { ...first, userPrincipalName: 'park@brand.example' }, second]
  }
  const { context } = await openContext(t)
  const plan = await mustPlan(contextOf(context, world), [jsmith.logonName])
  t.match(plan.steps, [{ toDomainName: pool[1] }, {}])
})

t.test('a record only seems to hold a placeholder', async t => {
  const upn = 'crm-park-01@contoso.test'
  const world = {
    users: [userOf(1), userOf(2, { domainName: upn })],
    accounts: [jsmith, ...parks, { ...smithj, userPrincipalName: upn }]
  }
  const { context } = await openContext(t)
  const plan = await mustPlan(contextOf(context, world), [jsmith.logonName])
  t.match(plan.steps, [{ toDomainName: pool[0] }, {}])
})

t.test('a record took the account of before by its UPN since: nobody goes back', async t => {
  const upn = 'jsmith@contoso.test'
  const world = { users: [userOf(1, { domainName: upn })], accounts: carriedBy(upn) }
  const { context } = await openContext(t)
  await context.store.links.put([link({ systemUserId: idOf(1), objectGuid: smithj.objectGuid })])
  const now = contextOf(context, world)
  const plan = await mustPlan(now, [jsmith.logonName])
  await ran(now, plan, 'execute')
  const [last] = (await context.store.executions.list({}, { offset: 0, limit: 1 })).rows
  const users = [userOf(1, { domainName: jsmith.logonName }), userOf(2, { domainName: upn })]
  const later = contextOf(context, { ...world, users })
  await t.rejects(rollbackExecution(later, caller('executor'), last?.executionId ?? ''), {
    code: 'not-possible-now',
    details: { errors: [{ detail: /CONTOSO.smithj is held by the record of User 2/ }] }
  })
})

interface World {
  readonly users: readonly User[]
  readonly accounts: readonly Account[]
}

interface Wanted extends World {
  /** By user: the account that each should become. */
  readonly targets: readonly string[]
  readonly isLinkKnown: readonly boolean[]
}

/** Everybody holds an account of their own, by one of the names that lead to it; one more is free. */
const wanted: fc.Arbitrary<Wanted> = fc.integer({ min: 2, max: 4 }).chain(size => {
  const names = Array.from({ length: size + 1 }, (_, index) => `user${index + 1}`)
  const upns = names.flatMap(name => [`${name}@contoso.test`, `${name}@brand.example`])
  return fc
    .tuple(
      fc.shuffledSubarray([...upns, ...names.map(() => '')], { minLength: size + 1 }),
      fc.array(fc.nat(3), { minLength: size, maxLength: size }),
      fc.array(fc.boolean(), { minLength: size, maxLength: size }),
      fc.shuffledSubarray(names, { minLength: 1, maxLength: size })
    )
    .map(([carried, spelling, isLinkKnown, targets]) => {
      const own = names.map((name, index) =>
        carrying(`CONTOSO\\${name}`, index + 1, carried[index])
      )
      const accounts = [...parks, ...own]
      const users = spelling.map((at, index) => {
        const domainName = namesOf(own[index] as Account, accounts).at(-1 - at)
        return userOf(index + 1, domainName === undefined ? {} : { domainName })
      })
      return { users, accounts, isLinkKnown, targets: targets.map(name => `CONTOSO\\${name}`) }
    })
})

t.test('whatever the names look like, a plan holds, and only holders are in the way', async t => {
  const { context } = await openContext(t)
  let [planCount, blockedCount] = [0, 0]
  await fc.assert(
    fc.asyncProperty(wanted, async world => {
      const now = knowing(contextOf(context, world), world)
      const plan = await planned(now, world.targets)
      if (!('steps' in plan)) return
      for (const { systemUserId, holderSystemUserId, code } of plan.blocked) {
        if (code !== 'target-held-by-unplanned-user') continue
        const at = world.users.findIndex(user => user.systemUserId === systemUserId)
        const holder = world.users.find(user => user.systemUserId === holderSystemUserId)
        const held = holder && resolved(world.accounts, holder.domainName)
        if (held?.logonName !== world.targets[at]) throw new Error(`${holder?.domainName} is free`)
        blockedCount += 1
      }
      for (const mode of ['rehearse', 'execute'] as const) {
        const users = await ran(now, plan, mode)
        const lost = users.find(user => user.status !== 'Remapped')
        if (lost) throw new Error(`${mode}: ${JSON.stringify(lost)}`)
      }
      planCount += 1
    }),
    { numRuns: 80 }
  )
  t.ok(planCount > 10, `${planCount} plans`)
  t.ok(blockedCount > 0, `${blockedCount} held`)
})

/** As an organization looks names up: who carries a UPN, else whoever it implies. */
function resolved(accounts: readonly Account[], name: string): Account | undefined {
  const written = name.toLowerCase()
  const [local = '', suffix] = written.split('@')
  const implied = suffix === 'contoso.test' ? `contoso\\${local}` : written
  const logonName = implied.replace('contoso.test\\', 'contoso\\')
  return (
    accounts.find(each => each.userPrincipalName?.toLowerCase() === written) ??
    accounts.find(each => each.logonName.toLowerCase() === logonName)
  )
}

function namesOf(account: Account, accounts: readonly Account[]): readonly string[] {
  const name = account.logonName.replace('CONTOSO\\', '')
  return [
    `contoso.test\\${name}`,
    account.logonName,
    `${name}@contoso.test`,
    account.userPrincipalName ?? account.logonName
  ].filter(each => resolved(accounts, each) === account)
}

function carrying(logonName: string, number: number, userPrincipalName = ''): Account {
  return { ...accountOf(logonName, number), ...(userPrincipalName && { userPrincipalName }) }
}

function carriedBy(userPrincipalName: string): readonly Account[] {
  return [...parks, { ...smithj, userPrincipalName }, jsmith, accountOf('CONTOSO\\user2', 2)]
}

/** The organization holds for each record what its name leads to; the baseline may not know it. */
function contextOf(context: Context, { users, accounts }: World): Context {
  const held = users.flatMap(({ systemUserId, domainName }) => {
    const account = resolved(accounts, domainName)
    return account ? [[systemUserId, account.objectGuid] as const] : []
  })
  return {
    ...context,
    organization: rehearsalOrganization({
      identity,
      users,
      heldGuids: new Map(held),
      resolveName: async name => resolved(accounts, name),
      takeTime: async () => undefined
    }),
    directory: fakeDirectory(accounts),
    rehearsal: rehearsalOrganization,
    policy: { ...context.policy, placeholders: pool, approvalsRequired: 0, maxPlanPercent: 1000 }
  }
}

/** With a link baseline that knows some of them. */
function knowing(context: Context, { users, accounts, isLinkKnown }: Wanted): Context {
  const links = users.flatMap(({ systemUserId, domainName }, index) => {
    const account = isLinkKnown[index] && resolved(accounts, domainName)
    return account ? [link({ systemUserId, objectGuid: account.objectGuid })] : []
  })
  const { store } = context
  return { ...context, store: { ...store, links: { ...store.links, all: async () => links } } }
}

/** Users 1 and on to these accounts, or why there is no plan. */
async function planned(context: Context, accounts: readonly string[]) {
  const targets = accounts.map((account, index) => ({ systemUserId: idOf(index + 1), account }))
  try {
    return await planRemap(context, caller('planner'), { targets })
  } catch (error) {
    if (error instanceof RelinkError && error.code === 'nothing-to-remap')
      return error.details.errors ?? []
    throw error
  }
}

async function mustPlan(context: Context, accounts: readonly string[]): Promise<StoredPlan> {
  const plan = await planned(context, accounts)
  if ('steps' in plan) return plan
  throw new Error(JSON.stringify(plan))
}

async function ran(context: Context, { planId, digest }: StoredPlan, mode: 'rehearse' | 'execute') {
  const { store } = context
  const started = await executeRemap(context, caller('executor'), { planId, digest, mode })
  await runExecution(context, started.executionId, new AbortController().signal)
  const [plan, journal] = await Promise.all([
    store.plans.get(planId),
    store.executions.readJournal(started.executionId)
  ])
  return userProgress(readJournal(plan?.steps ?? [], journal), { mode, isTerminal: true })
}
