import type { PlanStatus } from '../model/plan.ts'
import type { MadeFor, StoredPlan, UnitAccount } from '../ports.ts'
import type { Context } from './context.ts'
import { statusNow } from './get-plan.ts'

/** An account that this service made, leased to its plan until that is over. */
export interface MadePlaceholder extends UnitAccount {
  readonly madeFor: MadeFor
  /** Absent where it was never kept, or is another service's. */
  readonly plan?: StoredPlan
  readonly isOver: boolean
}

/** Those of PLACEHOLDER_OU that carry our mark. A lease is nothing that is kept: it follows from the plan. */
export async function madePlaceholders(
  context: Context,
  signal: AbortSignal
): Promise<readonly MadePlaceholder[]> {
  const { directory, organization, policy, store } = context
  if (policy.placeholderUnit === undefined) return []
  const accounts = await directory.accountsInUnit(policy.placeholderUnit, signal)
  const marked = accounts.filter(isMarked)
  if (marked.length === 0) return []
  const { organizationId } = await organization.identify(signal)
  const planIds = new Set(marked.map(({ madeFor }) => madeFor.planId))
  const plans = new Map<string, StoredPlan | undefined>()
  for (const planId of planIds) plans.set(planId, await store.plans.get(planId))
  return marked.map(account => {
    const plan = plans.get(account.madeFor.planId)
    const isOurs = account.madeFor.organizationId === organizationId
    const isOver = plan ? isPlanOver(plan, context) : isOurs && isLeftOver(account, context)
    return { ...account, isOver, ...(plan && { plan }) }
  })
}

function isMarked(account: UnitAccount): account is UnitAccount & { madeFor: MadeFor } {
  return account.madeFor !== undefined
}

function isPlanOver(plan: StoredPlan, { clock }: Context): boolean {
  return over[statusNow(plan, clock.now())]
}

const over: Readonly<Record<PlanStatus, boolean>> = {
  AwaitingApproval: false,
  Approved: false,
  Executing: false,
  Rejected: true,
  Expired: true,
  Executed: true
}

/**
 * A plan that was never kept: whoever made it has failed, or is still at it, in another process
 * perhaps. That takes a minute at most; the rest is for clocks that differ.
 */
function isLeftOver({ whenCreated }: UnitAccount, { clock }: Context): boolean {
  return Date.parse(whenCreated) + graceMs <= Date.parse(clock.now())
}

const graceMs = 10 * 60_000
