import t from 'tap'
import { rejectPlan } from '../../src/use-cases/reject-plan.ts'
import { caller } from '../fakes/context.ts'
import { codeOf, openPlan } from './decide-plan.ts'

t.test('a plan that waits or is approved can be rejected, and again', async t => {
  for (const status of ['AwaitingApproval', 'Approved'] as const) {
    const { context, own, decision, store } = await openPlan(t, { status })
    const reject = () =>
      rejectPlan(context, caller('bob'), own.planId, { ...decision, comment: 'not today' })
    t.match(await reject(), { status: 'Rejected', rejectedBy: 'bob' })
    t.match(await reject(), { status: 'Rejected', rejectedBy: 'bob' })
    const { rows } = await store.audit.list({ action: 'reject-plan' }, { offset: 0, limit: 9 })
    t.match(rows, [{ before: status, after: 'Rejected: not today' }])
    t.equal(rows.length, 1)
  }
})

t.test('what runs or ran cannot be', async t => {
  for (const status of ['Executing', 'Executed'] as const) {
    const { context, own, decision } = await openPlan(t, { status })
    const rejected = rejectPlan(context, caller('bob'), own.planId, decision)
    t.equal(await codeOf(rejected), 'not-possible-now')
    t.match(await context.store.plans.get(own.planId), { status })
  }
})

t.test('another digest rejects nothing', async t => {
  const { context, own } = await openPlan(t)
  const other = { digest: `sha256:${'b'.repeat(64)}` }
  const rejected = rejectPlan(context, caller('bob'), own.planId, other)
  t.equal(await codeOf(rejected), 'digest-mismatch')
})
