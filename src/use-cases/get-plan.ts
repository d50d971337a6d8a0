import { RelinkError } from '../errors.ts'
import type { PlanStatus } from '../model/plan.ts'
import type { Clock, Store, StoredPlan } from '../ports.ts'

/** The plan with all its steps; Throws 'plan-not-found'. */
export async function getPlan(store: Store, clock: Clock, planId: string): Promise<StoredPlan> {
  const plan = await store.plans.get(planId)
  if (plan) return { ...plan, status: statusNow(plan, clock.now()) }
  throw new RelinkError('plan-not-found', {
    detail: `No plan has the id ${planId}. GET /v1/plans lists them.`
  })
}

/** Time passes without anybody writing it down: a plan not begun expires by itself. */
export function statusNow(
  { status, expiresAt }: Pick<StoredPlan, 'status' | 'expiresAt'>,
  now: string
): PlanStatus {
  const isWaiting = status === 'AwaitingApproval' || status === 'Approved'
  return isWaiting && expiresAt <= now ? 'Expired' : status
}

/** Throws 'digest-mismatch'. */
export function refuseOtherDigest(plan: StoredPlan, digest: string): void {
  if (plan.digest === digest) return
  throw new RelinkError('digest-mismatch', {
    detail: `The plan ${plan.planId} has another digest. Read the plan again and make sure that it is the one you mean.`
  })
}

/** Throws 'plan-expired'. */
export function refuseExpired(plan: StoredPlan): void {
  if (plan.status !== 'Expired') return
  throw new RelinkError('plan-expired', {
    detail: `The plan expired at ${plan.expiresAt}. Detect again and make a new plan.`
  })
}
