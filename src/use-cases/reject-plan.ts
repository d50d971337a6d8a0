import { RelinkError } from '../errors.ts'
import type { Caller } from '../model/caller.ts'
import type { Decision } from '../model/requests.ts'
import type { StoredPlan } from '../ports.ts'
import type { Context } from './context.ts'
import { getPlan, refuseOtherDigest } from './get-plan.ts'
import { recordDeed } from './record-deed.ts'

/** Also takes an approval back, as long as nothing ran. Rejecting again changes nothing. */
export async function rejectPlan(
  { store, clock }: Context,
  caller: Caller,
  planId: string,
  decision: Decision
): Promise<StoredPlan> {
  return store.atomically(async tx => {
    const plan = await getPlan(tx, clock, planId)
    refuseOtherDigest(plan, decision.digest)
    if (plan.status === 'Rejected') return plan
    const isRejected = await tx.plans.setStatus(
      planId,
      ['AwaitingApproval', 'Approved'],
      'Rejected',
      {
        rejectedBy: caller.name,
        rejectedAt: clock.now()
      }
    )
    if (!isRejected) throw tooLate(plan)
    await recordDeed(tx, clock, caller, {
      action: 'reject-plan',
      target: planId,
      changeNumber: plan.changeNumber,
      before: plan.status,
      after: decision.comment ? `Rejected: ${decision.comment}` : 'Rejected'
    })
    return getPlan(tx, clock, planId)
  })
}

function tooLate(plan: StoredPlan): RelinkError {
  return new RelinkError('not-possible-now', {
    detail: `The plan is ${plan.status}; what runs or ran is stopped by cancel or undone by rollback.`
  })
}
