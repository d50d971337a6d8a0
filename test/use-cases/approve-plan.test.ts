import t from 'tap'
import { approvePlan } from '../../src/use-cases/approve-plan.ts'
import { rejectPlan } from '../../src/use-cases/reject-plan.ts'
import { caller } from '../fakes/context.ts'
import { codeOf, openPlan } from './decide-plan.ts'

t.test('as many different people as the plan says', async t => {
  const { context, own, decision } = await openPlan(t, { approvalsRequired: 2 })
  const approve = (name: string) => approvePlan(context, caller(name), own.planId, decision)
  t.match(await approve('ada'), { status: 'AwaitingApproval', approvals: [{ by: 'ada' }] })
  t.match(await approve('ada'), { status: 'AwaitingApproval' }, 'one person counts once')
  t.match(await approve('bob'), { status: 'Approved', approvals: [{ by: 'ada' }, { by: 'bob' }] })
  const late = await approve('cyd')
  t.equal(late.approvals.length, 2, 'an approved plan needs no more')
})

t.test('both at once', async t => {
  const { context, own, decision } = await openPlan(t, { approvalsRequired: 2 })
  await Promise.all(
    ['ada', 'bob'].map(name => approvePlan(context, caller(name), own.planId, decision))
  )
  const after = await context.store.plans.get(own.planId)
  t.match(after, { status: 'Approved', approvals: { length: 2 } })
})

t.test('never the author, never another digest', async t => {
  const { context, own, decision } = await openPlan(t)
  const other = { digest: `sha256:${'b'.repeat(64)}` }
  t.equal(
    await codeOf(approvePlan(context, caller('planner'), own.planId, decision)),
    'author-cannot-approve'
  )
  t.equal(await codeOf(approvePlan(context, caller('ada'), own.planId, other)), 'digest-mismatch')
  const nowhere = crypto.randomUUID()
  t.equal(await codeOf(approvePlan(context, caller('ada'), nowhere, decision)), 'plan-not-found')
  t.match(await context.store.plans.get(own.planId), { status: 'AwaitingApproval', approvals: [] })
})

t.test('neither expired nor rejected, nor what runs already', async t => {
  const { context, own, decision, clock } = await openPlan(t, { approvalsRequired: 2 })
  const approve = () => codeOf(approvePlan(context, caller('ada'), own.planId, decision))
  t.equal(await approve(), 'done')
  await rejectPlan(context, caller('bob'), own.planId, decision)
  t.equal(await approve(), 'not-possible-now', 'also by who approved before the rejection')
  const fresh = await openPlan(t)
  fresh.clock.advance(25 * 3_600_000)
  clock.advance(0)
  const late = approvePlan(fresh.context, caller('ada'), fresh.own.planId, fresh.decision)
  t.equal(await codeOf(late), 'plan-expired')
  const running = await openPlan(t, { status: 'Executing' })
  const much = approvePlan(running.context, caller('ada'), running.own.planId, running.decision)
  t.equal(await codeOf(much), 'not-possible-now')
})

t.test('each approval is one row of the trail', async t => {
  const { context, own, decision, store } = await openPlan(t)
  await approvePlan(context, { ...caller('ada'), onBehalfOf: 'CAB' }, own.planId, decision)
  await approvePlan(context, caller('ada'), own.planId, decision)
  const { rows } = await store.audit.list({ action: 'approve-plan' }, { offset: 0, limit: 9 })
  t.match(rows, [
    { actor: 'ada', onBehalfOf: 'CAB', before: 'AwaitingApproval', after: 'Approved' }
  ])
  t.equal(rows.length, 1)
})
