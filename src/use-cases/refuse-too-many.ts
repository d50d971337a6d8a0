import { RelinkError } from '../errors.ts'
import { checkLimits } from '../planning/check-limits.ts'
import type { StoredPlan } from '../ports.ts'
import type { Context } from './context.ts'
import type { Records } from './gather-records.ts'

/** The mass-change breaker: throws 'plan-too-large' with the figures. */
export function refuseTooMany({ policy }: Context, { users }: Records, plan: StoredPlan): void {
  const enabled = users.filter(user => !user.isDisabled).length
  const reason = checkLimits(plan.users, enabled, policy)
  if (reason) throw new RelinkError('plan-too-large', { detail: reason })
}
