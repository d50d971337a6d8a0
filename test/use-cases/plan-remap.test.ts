import t, { type Test } from 'tap'
import { RelinkError } from '../../src/errors.ts'
import type { User } from '../../src/model/user.ts'
import { readJournal } from '../../src/planning/read-journal.ts'
import { userProgress } from '../../src/planning/user-progress.ts'
import type { Context, Policy } from '../../src/use-cases/context.ts'
import { executeRemap } from '../../src/use-cases/execute-remap.ts'
import { runExecution } from '../../src/use-cases/run-execution.ts'
import { planRemap } from '../../src/use-cases/plan-remap.ts'
import { accountOf, caller, guidOf, idOf, openContext, userOf } from '../fakes/context.ts'
import { fakeDirectory } from '../fakes/directory.ts'
import { fakeOrganization, identity } from '../fakes/organization.ts'
import { link, mismatch, scan } from '../store/samples.ts'
import { hoppers } from './hops.ts'

/** What makes user 1 one whom nobody may move. */
interface Guarded {
  readonly user?: Partial<User>
  readonly policy?: Partial<Policy>
  readonly groups?: Readonly<Record<string, readonly string[]>>
}

const reasons: [string, Guarded, RegExp][] = [
  [
    'the caller of WhoAmI',
    { user: { systemUserId: identity.callerId } },
    /this service logs on as/
  ],
  ['SYSTEM', { user: { fullName: 'SYSTEM' } }, /SYSTEM user/],
  ['INTEGRATION', { user: { isIntegrationUser: true } }, /INTEGRATION user/],
  ['a support user', { user: { accessMode: 3 } }, /support user/],
  ['a delegated administrator', { user: { accessMode: 5 } }, /delegated administrator/],
  ['an application user', { user: { applicationId: idOf(9) } }, /application user/],
  ['a setup user', { user: { isSetupUser: true } }, /setup user/],
  ['a user without a logon name', { user: { domainName: '' } }, /no logon name/],
  ['on the list, by name', { policy: { protectedNames: ['contoso.test\\USER1'] } }, /list/],
  ['on the list, by id', { policy: { protectedNames: [idOf(1).toUpperCase()] } }, /list/],
  ['on the list, by the name to come', { policy: { protectedNames: ['CONTOSO\\new1'] } }, /list/],
  [
    'in a protected group',
    { policy: { protectedGroups: ['CN=Board'] }, groups: { 'CN=Board': [guidOf(1)] } },
    /protected group/
  ]
]

for (const [who, guarded, sentence] of reasons) {
  t.test(`${who} is left alone by the plan, with the reason`, async t => {
    const { context } = await opened(t, guarded)
    const first = guarded.user?.systemUserId ?? idOf(1)
    const plan = await planRemap(context, caller('planner'), { targets: targets(first) })
    t.match(plan.blocked, [{ systemUserId: first, detail: sentence }])
    t.match(plan.blocked[0]?.code, /^(user-protected|target-not-allowed)$/)
    t.same(new Set(plan.steps.map(step => step.systemUserId)), new Set([idOf(2)]))
  })

  t.test(`${who} is left alone by the execution, if that is new since the plan`, async t => {
    const { context, store } = await opened(t, {})
    const first = guarded.user?.systemUserId ?? idOf(1)
    const { user, ...more } = guarded
    const before = first === idOf(1) ? context : withUser(context, { systemUserId: first })
    const plan = await planRemap(before, caller('planner'), { targets: targets(first) })
    t.equal(plan.users, first === identity.callerId ? 1 : 2)
    const now = guardedContext(context, { ...more, user: { ...user, systemUserId: first } })
    const { executionId } = await executeRemap(now, caller('executor'), plan)
    await runExecution(now, executionId, new AbortController().signal)
    const journal = await store.executions.readJournal(executionId)
    const users = userProgress(readJournal(plan.steps, journal), {
      mode: 'execute',
      isTerminal: true
    })
    const [own] = users.filter(each => each.systemUserId === first)
    if (own) t.match(own, { status: 'Failed', code: 'user-protected', detail: sentence })
    t.match(
      users.find(each => each.systemUserId === idOf(2)),
      { status: 'Remapped' }
    )
  })
}

const limits: [string, Partial<Policy>, RegExp][] = [
  ['MAX_PLAN_USERS', { maxPlanUsers: 1 }, /move 2 users; MAX_PLAN_USERS allows 1\. Make several/],
  [
    'MAX_PLAN_PERCENT, of the enabled users',
    { maxPlanPercent: 60 },
    /move 2 of 3 enabled users; MAX_PLAN_PERCENT \(60 %\) allows 1\. Make several smaller plans/
  ]
]

for (const [what, policy, sentence] of limits) {
  t.test(`too many at once: ${what}, when it is planned and when it starts`, async t => {
    const { context, store } = await opened(t, {})
    const request = { targets: targets(idOf(1)) }
    const strict = guardedContext(context, { policy })
    await t.rejects(planRemap(strict, caller('planner'), request), {
      code: 'plan-too-large',
      details: { detail: sentence }
    })
    const plan = await planRemap(context, caller('planner'), request)
    const { executionId } = await executeRemap(strict, caller('executor'), plan)
    await runExecution(strict, executionId, new AbortController().signal)
    t.match(await store.executions.get(executionId), {
      status: 'Failed',
      failureCode: 'not-started',
      failureDetail: sentence
    })
    t.same(await store.executions.readJournal(executionId), [])
  })
}

t.test('who is blocked is not counted', async t => {
  const { context } = await opened(t, { policy: { maxPlanUsers: 1 } })
  const [first] = targets(idOf(1))
  const held = { systemUserId: idOf(2), account: 'CONTOSO\\user3' }
  const plan = await planRemap(context, caller('planner'), { targets: first ? [first, held] : [] })
  t.match(plan, { users: 1, blocked: [{ code: 'target-held-by-unplanned-user' }] })
})

t.test('one user may always be moved', async t => {
  const { context } = await opened(t, { policy: { maxPlanPercent: 1 } })
  const [target] = targets(idOf(1))
  const plan = await planRemap(context, caller('planner'), { targets: target ? [target] : [] })
  t.equal(plan.users, 1)
})

t.test('with nobody left there is no plan, and a reason for each', async t => {
  const { context } = await opened(t, { user: { accessMode: 3 } })
  const [target] = targets(idOf(1))
  const request = { targets: target ? [target] : [] }
  const refused = planRemap(context, caller('planner'), request)
  const fault = await refused.catch((error: unknown) => error)
  t.ok(fault instanceof RelinkError)
  t.match(fault, {
    code: 'nothing-to-remap',
    details: { errors: [{ detail: /user-protected: It is a support user/ }] }
  })
})

for (const spelling of ['contoso.test\\CRM-Park-01', 'crm-park-01@contoso.test']) {
  t.test(`a pool spelled ${spelling} is that of CONTOSO\\crm-park-01`, async t => {
    const { context, store } = await opened(t, { policy: { placeholders: [spelling] } })
    const placeholders = ['CONTOSO\\crm-park-01']
    const request = { targets: targets(idOf(1)), placeholders }
    const plan = await planRemap(context, caller('planner'), request)
    const { executionId } = await executeRemap(context, caller('executor'), plan)
    await runExecution(context, executionId, new AbortController().signal)
    t.match(await store.executions.get(executionId), { status: 'Succeeded', usersRemapped: 2 })
  })
}

t.test('a user named in the request is answered for, whatever kinds it names', async t => {
  const { context, store } = await opened(t, {})
  const done = scan({ status: 'Succeeded', organizationId: identity.organizationId })
  const { scanId } = done
  await store.scans.add(done)
  const found = [1, 2, 3].map(each =>
    mismatch({
      systemUserId: idOf(each),
      kind: each === 2 ? 'recreated' : 'renamed',
      domainName: `CONTOSO\\user${each}`,
      expectedDomainName: `CONTOSO\\new${each}`,
      objectGuid: guidOf(each),
      evidence: [{ fact: 'link-baseline', dynamics: guidOf(each), agrees: true }]
    })
  )
  await store.scans.addMismatches(scanId, found)
  const request = { scanId, kinds: ['recreated' as const] }
  const plan = await planRemap(context, caller('planner'), {
    ...request,
    systemUserIds: [idOf(1).toUpperCase(), idOf(2)]
  })
  t.match(plan, { users: 1, blocked: [{ systemUserId: idOf(1), code: 'kind-not-asked-for' }] })
  t.equal(plan.blockedCount, 1)
  t.match(await planRemap(context, caller('planner'), request), { users: 1, blockedCount: 0 })
})

t.test('a placeholder that the request names is nobody’s account', async t => {
  const { context } = await opened(t, { policy: { placeholders: [] } })
  const plan = await planRemap(context, caller('planner'), {
    targets: [{ systemUserId: idOf(1), account: 'CONTOSO\\crm-park-01' }, ...targets('').slice(1)],
    placeholders: ['CONTOSO\\crm-park-01']
  })
  t.match(plan.blocked, [{ systemUserId: idOf(1), code: 'target-not-allowed' }])
})

function targets(first: string) {
  return [
    { systemUserId: first, account: 'CONTOSO\\new1' },
    { systemUserId: idOf(2), account: 'CONTOSO\\new2' }
  ]
}

async function opened(t: Test, guarded: Guarded) {
  const world = await openContext(t, hoppers)
  await world.store.links.put(
    [1, 2].map(each => link({ systemUserId: idOf(each), objectGuid: guidOf(each) }))
  )
  return { ...world, context: guardedContext(world.context, guarded) }
}

/** Users 1 to 3 enabled, 4 to 6 not. */
function guardedContext(context: Context, { user = {}, policy, groups }: Guarded): Context {
  const disabled = [4, 5, 6].map(each => userOf(each, { isDisabled: true }))
  return {
    ...context,
    organization: fakeOrganization([userOf(1, user), userOf(2), userOf(3), ...disabled]),
    directory: fakeDirectory([...hoppers.accounts, accountOf('CONTOSO\\user3', 3)], groups),
    policy: { ...context.policy, approvalsRequired: 0, ...policy }
  }
}

function withUser(context: Context, user: Partial<User>): Context {
  return guardedContext(context, { user })
}
