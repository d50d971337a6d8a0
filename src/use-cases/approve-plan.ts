import { RelinkError } from '../errors.ts'
import type { Caller } from '../model/caller.ts'
import type { Approval } from '../model/plan.ts'
import { present } from '../model/present.ts'
import type { Decision } from '../model/requests.ts'
import type { StoredPlan } from '../ports.ts'
import type { Context } from './context.ts'
import { getPlan, refuseExpired, refuseOtherDigest } from './get-plan.ts'
import { recordDeed } from './record-deed.ts'

/** Four eyes: never the author; each approver counts once. Approving again changes nothing. */
export async function approvePlan(
  context: Context,
  caller: Caller,
  planId: string,
  decision: Decision
): Promise<StoredPlan> {
  const { store, clock } = context
  return store.atomically(async tx => {
    const plan = await getPlan(tx, clock, planId)
    refuseOtherDigest(plan, decision.digest)
    refuseAuthor(plan, caller)
    const isCounted = plan.approvals.some(approval => approval.by === caller.name)
    if (plan.status === 'Approved' || (isCounted && plan.status === 'AwaitingApproval')) return plan
    refuseExpired(plan)
    refuseUnlessAwaiting(plan)
    const approvals = [...plan.approvals, approvalOf(context, caller, decision)]
    const status = approvals.length >= plan.approvalsRequired ? 'Approved' : 'AwaitingApproval'
    if (!(await tx.plans.setStatus(planId, ['AwaitingApproval'], status, { approvals }))) {
      throw notAwaiting(await getPlan(tx, clock, planId))
    }
    await recordDeed(tx, clock, caller, {
      action: 'approve-plan',
      target: planId,
      changeNumber: plan.changeNumber,
      before: plan.status,
      after: status
    })
    return getPlan(tx, clock, planId)
  })
}

function refuseAuthor(plan: StoredPlan, caller: Caller): void {
  if (plan.createdBy !== caller.name) return
  throw new RelinkError('author-cannot-approve', {
    detail: `${caller.name} made this plan. Somebody else has to approve it.`
  })
}

function refuseUnlessAwaiting(plan: StoredPlan): void {
  if (plan.status !== 'AwaitingApproval') throw notAwaiting(plan)
}

function notAwaiting(plan: StoredPlan): RelinkError {
  return new RelinkError('not-possible-now', {
    detail: `The plan is ${plan.status}; only a plan that awaits approval can be approved.`
  })
}

function approvalOf({ clock }: Context, caller: Caller, { comment }: Decision): Approval {
  return present({ by: caller.name, at: clock.now(), onBehalfOf: caller.onBehalfOf, comment })
}
