import t, { type Test } from 'tap'
import { RelinkError } from '../../src/errors.ts'
import type { Account } from '../../src/model/account.ts'
import type { PlanRequest } from '../../src/model/requests.ts'
import type { StoredExecution } from '../../src/ports.ts'
import type { Policy } from '../../src/use-cases/context.ts'
import { executeRemap } from '../../src/use-cases/execute-remap.ts'
import { planRemap } from '../../src/use-cases/plan-remap.ts'
import { rollbackExecution } from '../../src/use-cases/rollback-execution.ts'
import { accountOf, caller, guidOf, idOf, openContext, serveAll, userOf } from '../fakes/context.ts'
import type { Outcome } from '../fakes/organization.ts'
import { link } from '../store/samples.ts'

const placeholder = 'CONTOSO\\crm-park-01'
const park = [accountOf(placeholder, 90), accountOf('CONTOSO\\crm-park-02', 91)]
const pool = park.map(each => each.logonName)

t.test('a swap goes back, through the same planner', async t => {
  const world = await remapped(t, swapped(), { policy: { placeholders: pool } })
  world.rename(accounts())
  const back = await world.back()
  t.match(back, { mode: 'rollback', status: 'Succeeded', usersRolledBack: 2, usersFailed: 0 })
  t.same(world.names(), ['CONTOSO\\user1', 'CONTOSO\\user2'])
  const plan = await world.store.plans.get(back.planId)
  t.match(plan, { rollbackOf: world.executionId, users: 2, blocked: [], status: 'Executed' })
})

t.test('each who cannot go back is named; with nobody left it is not begun', async t => {
  const world = await remapped(t, [accountOf('CONTOSO\\new1', 1), accountOf('CONTOSO\\user2', 12)])
  const fault = await refused(world)
  t.equal(fault.code, 'not-possible-now')
  t.match(fault.details.errors, [
    {
      pointer: `/users/${idOf(1)}`,
      detail: /CONTOSO\\user1 any more.*is called CONTOSO\\new1 now/
    },
    { pointer: `/users/${idOf(2)}`, detail: /another account now; the one before is gone/ }
  ])
})

t.test('partly: who failed and who was not begun are named as such', async t => {
  const world = await remapped(t, [accountOf('CONTOSO\\new1', 1), accountOf('CONTOSO\\new2', 2)], {
    outcomes: [{ kind: 'refused', detail: 'No.' }]
  })
  t.match(await world.store.executions.get(world.executionId), { usersRemapped: 1, usersFailed: 1 })
  world.rename(accounts())
  const back = await world.back()
  t.match(back, { status: 'Succeeded', usersRolledBack: 1 })
  const plan = await world.store.plans.get(back.planId)
  t.match(plan?.blocked, [
    {
      systemUserId: idOf(1),
      code: 'not-reversible',
      detail: /failed for this user \(refused-by-dynamics\).*holds CONTOSO\\user1/
    }
  ])
  t.same(world.names(), ['CONTOSO\\user1', 'CONTOSO\\user2'])
})

t.test('after a record took the old name, its holder is named', async t => {
  const world = await remapped(t, [accountOf('CONTOSO\\new1', 1), accountOf('CONTOSO\\new2', 2)])
  world.rename(accounts())
  world.organization.rename(idOf(3), 'CONTOSO\\user1')
  const back = await world.back()
  t.match(back, { usersRolledBack: 1 })
  t.match((await world.store.plans.get(back.planId))?.blocked, [
    { systemUserId: idOf(1), code: 'target-held-by-unplanned-user', holderSystemUserId: idOf(3) }
  ])
})

t.test('a rollback, a rehearsal and what still runs are not taken back', async t => {
  const world = await remapped(t, swapped(), { policy: { placeholders: pool } })
  world.rename(accounts())
  const back = await world.back()
  t.match((await refused(world, back.executionId)).details.detail, /rollback is not taken back/)
  const kept = await world.store.executions.get(world.executionId)
  const rehearsal = {
    ...(kept as StoredExecution),
    executionId: idOf(70),
    mode: 'rehearse' as const
  }
  await world.store.executions.add(rehearsal)
  t.match((await refused(world, idOf(70))).details.detail, /nothing to take back/)
  await world.store.executions.update({
    ...(kept as StoredExecution),
    isTerminal: false,
    status: 'Paused'
  })
  t.match((await refused(world)).details.detail, /is Paused/)
  t.equal((await refused(world, idOf(71))).code, 'execution-not-found')
})

t.test('twice: there is nothing left', async t => {
  const world = await remapped(t, swapped(), { policy: { placeholders: pool } })
  world.rename(accounts())
  await world.back()
  t.match((await refused(world)).details.errors, [
    { detail: /again already/ },
    { detail: /again already/ }
  ])
})

t.test('the limits hold for a rollback too', async t => {
  const world = await remapped(t, swapped(), { policy: { placeholders: pool } })
  world.rename(accounts())
  const fault = await refused(world, world.executionId, { maxPlanUsers: 1 })
  t.match(fault, {
    code: 'plan-too-large',
    details: { detail: /2 users; MAX_PLAN_USERS allows 1/ }
  })
})

t.test('another organization', async t => {
  const world = await remapped(t, swapped(), { policy: { placeholders: pool } })
  const identity = await world.organization.identify(new AbortController().signal)
  const elsewhere = { ...identity, organizationId: 'another' }
  Object.assign(world.organization, { identify: async () => elsewhere })
  t.match((await refused(world)).details.detail, /leads to another/)
})

t.test('without a pool it uses the placeholders that the request named', async t => {
  const world = await remapped(
    t,
    swapped(),
    { policy: { placeholders: [] } },
    { placeholders: pool }
  )
  world.rename(accounts())
  t.match(await world.back(), { status: 'Succeeded', usersRolledBack: 2 })
})

t.test('a placeholder that somebody holds by now is not used', async t => {
  const world = await remapped(t, swapped(), { policy: { placeholders: pool } })
  world.rename(accounts())
  world.organization.rename(idOf(3), 'CONTOSO\\crm-park-02')
  t.match((await refused(world)).details.errors, [{ detail: /needs 2 .* 1 is fit/ }, {}])
})

t.test('who is still on a placeholder is named so, also where no pool is configured', async t => {
  const world = await remapped(
    t,
    [accountOf('CONTOSO\\new1', 1)],
    {
      policy: { placeholders: [] },
      outcomes: ['unclear-but-applied', { kind: 'refused', detail: 'No.' }]
    },
    { placeholders: pool }
  )
  t.match((await refused(world)).details.errors, [
    { detail: /on the placeholder CONTOSO.crm-park/ }
  ])
})

function accounts(): Account[] {
  return [accountOf('CONTOSO\\user1', 1), accountOf('CONTOSO\\user2', 2)]
}

function swapped(): Account[] {
  return [accountOf('CONTOSO\\user2', 1), accountOf('CONTOSO\\user1', 2)]
}

/** Users 1 and 2, linked to their accounts, are remapped to these, in turn. */
async function remapped(
  t: Test,
  renamed: readonly Account[],
  { policy, outcomes = [] }: { policy?: Partial<Policy>; outcomes?: Outcome[] } = {},
  request: PlanRequest = {}
) {
  const directory = [...park, ...renamed]
  const opened = await openContext(t, {
    users: [userOf(1), userOf(2), userOf(3)],
    accounts: directory,
    policy: { approvalsRequired: 0, ...policy }
  })
  const { context, store, work, organization } = opened
  serveAll(t, context)
  organization.outcomes.push(...outcomes)
  await store.links.put(
    [1, 2].map(each => link({ systemUserId: idOf(each), objectGuid: guidOf(each) }))
  )
  const targets = renamed.map(({ logonName: account }, index) => ({
    systemUserId: idOf(index + 1),
    account
  }))
  const plan = await planRemap(context, caller('planner'), { targets, ...request })
  const { executionId } = await executeRemap(context, caller('executor'), plan)
  await work.settled('execution', executionId, 10_000)
  return {
    ...opened,
    executionId,
    rename: (now: readonly Account[]) => void directory.splice(park.length, 2, ...now),
    names: () => [1, 2].map(each => organization.nameOf(idOf(each))),
    async back(): Promise<StoredExecution> {
      const begun = await rollbackExecution(context, caller('executor'), executionId)
      await work.settled('execution', begun.executionId, 10_000)
      return (await store.executions.get(begun.executionId)) ?? begun
    }
  }
}

async function refused(
  { context, executionId }: Awaited<ReturnType<typeof remapped>>,
  id = executionId,
  policy = {}
): Promise<RelinkError> {
  const own = { ...context, policy: { ...context.policy, ...policy } }
  try {
    await rollbackExecution(own, caller('executor'), id)
  } catch (error) {
    if (error instanceof RelinkError) return error
    throw error
  }
  throw new Error('it was begun')
}
