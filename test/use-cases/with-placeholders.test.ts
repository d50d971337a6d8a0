import t, { type Test } from 'tap'
import { RelinkError } from '../../src/errors.ts'
import type { Policy } from '../../src/use-cases/context.ts'
import { executeRemap } from '../../src/use-cases/execute-remap.ts'
import { listPlaceholders } from '../../src/use-cases/list-placeholders.ts'
import { planRemap } from '../../src/use-cases/plan-remap.ts'
import { rejectPlan } from '../../src/use-cases/reject-plan.ts'
import { rollbackExecution } from '../../src/use-cases/rollback-execution.ts'
import { runExecution } from '../../src/use-cases/run-execution.ts'
import { sweep } from '../../src/use-cases/sweep.ts'
import { accountOf, caller, guidOf, idOf, openContext } from '../fakes/context.ts'
import { withUnit } from '../fakes/directory.ts'
import { identity } from '../fakes/organization.ts'
import { everything, link } from '../store/samples.ts'
import { hoppers, placeholder } from './hops.ts'

const never = new AbortController().signal
const planner = caller('planner')
const unitDn = 'OU=Parks,DC=contoso,DC=test'

const rename = {
  targets: [1, 2].map(each => ({ systemUserId: idOf(each), account: `CONTOSO\\new${each}` }))
}
const swap = {
  targets: [
    { systemUserId: idOf(1), account: 'CONTOSO\\user2' },
    { systemUserId: idOf(2), account: 'CONTOSO\\user1' }
  ]
}

const renamed = hoppers.accounts
const swapped = [
  accountOf('CONTOSO\\user2', 1),
  accountOf('CONTOSO\\user1', 2),
  accountOf(placeholder, 90)
]

t.test('what a plan lacks is made, leased to it, and removed after its execution', async t => {
  const { context, store, directory, organization, accounts } = await opened(t)
  const plan = await planRemap(context, planner, rename)
  t.equal(directory.unit.length, 1, 'two hops side by side would be faster, and need no second one')
  const [made] = directory.unit
  t.match(made?.logonName, /^CONTOSO\\relink-[\da-f]{8}$/)
  t.same(made?.madeFor, { planId: plan.planId, organizationId: identity.organizationId })
  const parks = plan.steps.filter(step => step.action === 'park')
  t.ok(parks.every(step => step.toObjectGuid === made?.objectGuid))
  t.match(await listPlaceholders(context, never), [
    {
      account: made?.logonName,
      status: 'leased',
      leasedBy: plan.planId,
      reason: /made for the plan/
    }
  ])
  await sweep(context, never)
  t.equal(directory.unit.length, 1, 'it stays as long as the plan may be executed')

  const { executionId } = await executeRemap(context, caller('executor'), plan)
  t.match(await listPlaceholders(context, never), [{ status: 'leased', leasedBy: executionId }])
  await runExecution(context, executionId, never)
  t.match(await store.executions.get(executionId), { status: 'Succeeded', usersRemapped: 2 })
  t.same(directory.unit, [])
  const { rows } = await store.audit.list({ target: made?.logonName ?? '' }, everything)
  t.match(rows, [
    { actor: 'planner', action: 'create-placeholder', after: plan.planId },
    { actor: 'relink', action: 'remove-placeholder', before: plan.planId }
  ])

  accounts.splice(0, 2, accountOf('CONTOSO\\user1', 1), accountOf('CONTOSO\\user2', 2))
  const back = await rollbackExecution(context, caller('executor'), executionId)
  t.equal(directory.unit.length, 1, 'the way back needs one as well')
  await runExecution(context, back.executionId, never)
  t.match(await store.executions.get(back.executionId), { usersRolledBack: 2 })
  t.equal(organization.nameOf(idOf(1)), 'CONTOSO\\user1')
  t.same(directory.unit, [])
})

t.test('no more are made than the plan needs beside those that are there', async t => {
  for (const [request, placeholders, count] of [
    [swap, [], 2],
    [swap, [placeholder], 1],
    [rename, [placeholder], 0]
  ] as const) {
    const before = request === swap ? swapped : renamed
    const { context, directory } = await opened(t, { placeholders }, before)
    await planRemap(context, planner, request)
    t.equal(directory.unit.length, count)
  }
})

t.test('nothing is made for a request that names its placeholders, or without leave', async t => {
  const asked = await opened(t, { placeholders: [placeholder] }, swapped)
  const request = { ...swap, placeholders: [placeholder] }
  t.equal(await codeOf(planRemap(asked.context, planner, request)), 'nothing-to-remap')
  const off = await opened(t, { makesPlaceholders: false }, swapped)
  t.equal(await codeOf(planRemap(off.context, planner, swap)), 'nothing-to-remap')
  t.same([...asked.directory.unit, ...off.directory.unit], [])
})

t.test('a plan that is refused makes nothing', async t => {
  const { context, store, directory } = await opened(t, { maxPlanUsers: 1 })
  t.equal(await codeOf(planRemap(context, planner, rename)), 'plan-too-large')
  t.same(directory.unit, [])
  t.equal((await store.audit.list({}, everything)).totalCount, 0)
})

t.test('a failure half way leaves nothing behind, and says why', async t => {
  const { context, store, directory } = await opened(t, {}, swapped)
  const fault = new RelinkError('directory-unavailable', { detail: 'Grant it that.' })
  directory.faults.push(undefined, fault)
  await t.rejects(planRemap(context, planner, swap), fault)
  t.same(directory.unit, [])
  const unseen = { ...directory, findAccounts: async () => swapped }
  await t.rejects(planRemap({ ...context, directory: unseen }, planner, swap), {
    code: 'placeholder-unfit',
    details: { detail: /was made and cannot be used: .*DIRECTORY_USER_FILTER/ }
  })
  t.same(directory.unit, [])
  t.equal((await store.plans.list({}, everything)).totalCount, 0)
})

t.test("one plan's placeholders are no other's", async t => {
  const { context, directory } = await opened(t)
  const first = await planRemap(context, planner, rename)
  const second = await planRemap(context, planner, rename)
  t.equal(directory.unit.length, 2)
  t.not(first.steps[0]?.toDomainName, second.steps[0]?.toDomainName)
  const foreign = { ...rename, placeholders: [first.steps[0]?.toDomainName ?? ''] }
  t.equal(await codeOf(planRemap(context, planner, foreign)), 'placeholder-unfit')
})

t.test('the sweep removes what was made for a plan that is over', async t => {
  const { context, clock, directory } = await opened(t, { approvalsRequired: 1 })
  const rejected = await planRemap(context, planner, rename)
  await planRemap(context, planner, rename)
  await rejectPlan(context, caller('approver'), rejected.planId, { digest: rejected.digest })
  await sweep(context, never)
  t.equal(directory.unit.length, 1, 'rejected')
  clock.advance(context.policy.planTtlMs)
  t.match(await listPlaceholders(context, never), [{ status: 'unfit', reason: /is over/ }])
  await sweep(context, never)
  t.same(directory.unit, [], 'expired')
})

t.test('and what a crash left, once nobody can be at it any more', async t => {
  const { context, clock, directory } = await opened(t)
  const madeFor = { planId: idOf(50), organizationId: identity.organizationId }
  await directory.createPlaceholder({ unitDn, accountName: 'relink-1', madeFor }, never)
  const elsewhere = { ...madeFor, organizationId: idOf(60) }
  await directory.createPlaceholder({ unitDn, accountName: 'relink-2', madeFor: elsewhere }, never)
  directory.unit.push(accountOf('CONTOSO\\operators-own', 91))
  await sweep(context, never)
  t.equal(directory.unit.length, 3, 'a plan may be under way in another process')
  clock.advance(10 * 60_000)
  const off = { ...context, policy: { ...context.policy, makesPlaceholders: false } }
  await sweep(off, never)
  t.equal(directory.unit.length, 3, 'without leave nothing is removed')
  await sweep(context, never)
  t.same(
    directory.unit.map(account => account.logonName),
    ['CONTOSO\\relink-2', 'CONTOSO\\operators-own']
  )
})

t.test('what a record holds is reported as stranded and never removed', async t => {
  const { context, clock, store, directory, organization } = await opened(t)
  const madeFor = { planId: idOf(50), organizationId: identity.organizationId }
  await directory.createPlaceholder({ unitDn, accountName: 'relink-1', madeFor }, never)
  clock.advance(10 * 60_000)
  for (const spelled of ['contoso\\RELINK-1', 'contoso.test\\relink-1', 'relink-1@contoso.test']) {
    organization.rename(idOf(1), spelled)
    await sweep(context, never)
    t.equal(directory.unit.length, 1, spelled)
  }
  const { rows } = await store.audit.list({ action: 'stranded-on-placeholder' }, everything)
  t.match(rows[0], { target: idOf(1) })
  organization.rename(idOf(1), 'CONTOSO\\new1')
  await sweep(context, never)
  t.same(directory.unit, [])
})

t.test('as long as somebody is parked, all placeholders of the plan stay', async t => {
  const policy = { placeholders: [placeholder] }
  const { context, store, directory, organization } = await opened(t, policy, swapped)
  const plan = await planRemap(context, planner, swap)
  await store.plans.setStatus(plan.planId, ['Approved'], 'Executed')
  organization.rename(idOf(1), placeholder)
  await sweep(context, never)
  t.equal(directory.unit.length, 1, 'who is parked may wait for somebody who has to park on it')
  organization.rename(idOf(1), 'CONTOSO\\user1')
  await sweep(context, never)
  t.same(directory.unit, [])
})

t.test('a directory that cannot be asked puts the removal off', async t => {
  const { context, clock, directory, store } = await opened(t)
  const plan = await planRemap(context, planner, rename)
  const { executionId } = await executeRemap(context, caller('executor'), plan)
  const down = new RelinkError('directory-unavailable', { detail: 'Down.' })
  const removePlaceholder = () => Promise.reject(down)
  const failing = { ...context, directory: { ...directory, removePlaceholder } }
  await runExecution(failing, executionId, never)
  t.match(await store.executions.get(executionId), { status: 'Succeeded' })
  t.equal(directory.unit.length, 1)
  clock.advance(60_000)
  await sweep(context, never)
  t.same(directory.unit, [])
})

async function opened(t: Test, policy: Partial<Policy> = {}, before = renamed) {
  const accounts = [...before]
  const world = await openContext(t, {
    users: hoppers.users,
    accounts,
    policy: {
      placeholders: [],
      placeholderUnit: unitDn,
      makesPlaceholders: true,
      approvalsRequired: 0,
      ...policy
    }
  })
  const { context, clock, store } = world
  await store.links.put(
    [1, 2].map(each => link({ systemUserId: idOf(each), objectGuid: guidOf(each) }))
  )
  const directory = withUnit(context.directory, () => clock.now())
  return { ...world, context: { ...context, directory }, directory, accounts }
}

async function codeOf(deed: Promise<unknown>): Promise<string> {
  return deed.then(
    () => 'done',
    (error: unknown) => (error instanceof RelinkError ? error.code : String(error))
  )
}
