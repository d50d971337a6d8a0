import type { Test } from 'tap'
import type { Blocked } from '../../../src/model/plan.ts'
import type { PlanHead, StoredPlan } from '../../../src/ports.ts'
import { everything, plan, step } from '../samples.ts'
import type { Open } from '../store-contract.ts'

const blocked: readonly Blocked[] = [
  { systemUserId: 'user-9', code: 'user-protected', detail: 'It is protected.' },
  {
    systemUserId: 'user-8',
    fullName: 'Al Roe',
    code: 'target-held-by-unplanned-user',
    detail: 'Another record holds it.',
    holderSystemUserId: 'user-7'
  }
]

export async function plansContract(t: Test, open: Open): Promise<void> {
  await t.test('a plan comes back as it was added, absent fields absent', async t => {
    const { plans } = await open(t)
    const bare = plan()
    const full = plan({
      changeNumber: 'CHG1',
      note: 'a note',
      scanId: 'scan',
      approvals: [{ by: 'boss', at: bare.createdAt, comment: 'go' }],
      rejectedBy: 'boss',
      rejectedAt: bare.createdAt,
      blocked: [...blocked]
    })
    await plans.add(bare)
    await plans.add(full)
    t.strictSame(await plans.get(bare.planId), bare)
    t.strictSame(await plans.get(full.planId), full)
    t.equal(await plans.get('no such plan'), undefined)
  })

  await t.test('plans are listed newest first, without their long lists', async t => {
    const { plans } = await open(t)
    const [first, second, third] = [
      plan({ changeNumber: 'CHG1' }),
      plan({ changeNumber: 'CHG2' }),
      plan({ changeNumber: 'CHG1', status: 'Approved' })
    ]
    for (const one of [first, second, third]) await plans.add(one)
    const heads = [third, second, first].map(headOf)
    t.strictSame(await plans.list({}, everything), { rows: heads, totalCount: 3 })
    t.strictSame(await plans.list({}, { offset: 2, limit: 5 }), {
      rows: [heads[2]],
      totalCount: 3
    })
    t.strictSame((await plans.list({ changeNumber: 'CHG1' }, everything)).rows, [
      heads[0],
      heads[2]
    ])
    t.strictSame(
      await plans.list({ changeNumber: 'CHG1', status: 'AwaitingApproval' }, everything),
      { rows: [heads[2]], totalCount: 1 }
    )
  })

  await t.test('steps come by sequence and blocked users as they were added', async t => {
    const { plans } = await open(t)
    const steps = Array.from({ length: 1201 }, (_, index) => step(index + 1))
    const own = plan({ steps, blocked: [...blocked] })
    await plans.add(plan())
    await plans.add(own)
    t.strictSame(await plans.steps(own.planId, { offset: 1199, limit: 10 }), {
      rows: steps.slice(1199),
      totalCount: 1201
    })
    t.strictSame(await plans.blocked(own.planId, everything), { rows: blocked, totalCount: 2 })
    t.strictSame(await plans.blocked(own.planId, { offset: 1, limit: 1 }), {
      rows: [blocked[1]],
      totalCount: 2
    })
    t.strictSame((await plans.get(own.planId))?.steps, steps)
    t.strictSame(await plans.steps('no such plan', everything), { rows: [], totalCount: 0 })
  })

  await t.test('a plan is added whole or not at all', async t => {
    const { plans } = await open(t)
    await t.rejects(plans.add(plan({ planId: 'twice', steps: [step(1), step(1)] })))
    t.equal(await plans.get('twice'), undefined)
  })

  await t.test('10,000 steps are added well within a second', async t => {
    const { plans } = await open(t)
    const steps = Array.from({ length: 10_000 }, (_, index) => step(index + 1))
    const start = performance.now()
    await plans.add(plan({ steps }))
    t.ok(performance.now() - start < 1000)
  })

  await t.test('setStatus changes the status and what comes with it, nothing else', async t => {
    const { plans } = await open(t)
    const own = plan()
    await plans.add(own)
    const approvals = [{ by: 'boss', at: own.createdAt, onBehalfOf: 'the owner' }]
    t.equal(
      await plans.setStatus(own.planId, ['AwaitingApproval'], 'Approved', { approvals }),
      true
    )
    t.strictSame(await plans.get(own.planId), { ...own, status: 'Approved', approvals })
    t.equal(await plans.setStatus(own.planId, ['Approved', 'Executing'], 'Rejected'), true)
    t.equal((await plans.list({ status: 'Rejected' }, everything)).totalCount, 1)
    const rejection = { rejectedBy: 'boss', rejectedAt: own.createdAt }
    t.equal(await plans.setStatus(own.planId, ['Rejected'], 'Rejected', rejection), true)
    t.strictSame(await plans.get(own.planId), {
      ...own,
      status: 'Rejected',
      approvals,
      ...rejection
    })
  })

  await t.test('setStatus says so when somebody else was faster', async t => {
    const { plans } = await open(t)
    const own = plan({ status: 'Approved' })
    await plans.add(own)
    const both = await Promise.all([
      plans.setStatus(own.planId, ['Approved'], 'Executing'),
      plans.setStatus(own.planId, ['Approved'], 'Executing')
    ])
    t.strictSame(both.toSorted(), [false, true])
    t.equal(await plans.setStatus(own.planId, [], 'Expired'), false)
    t.equal(await plans.setStatus('no such plan', ['Approved'], 'Expired'), false)
    t.equal((await plans.get(own.planId))?.status, 'Executing')
  })
}

function headOf(plan: StoredPlan): PlanHead {
  const { steps: _steps, blocked: _blocked, ...head } = plan
  return head
}
