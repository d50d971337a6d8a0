import { digest } from '../digest.ts'
import { RelinkError } from '../errors.ts'
import type { Blocked, Plan, Step } from '../model/plan.ts'
import type { Placeholder } from '../model/placeholder.ts'
import type { StoredPlan } from '../ports.ts'
import { checkPlan } from '../planning/check-plan.ts'
import type { Move } from '../planning/move.ts'
import { planContent } from '../planning/plan-content.ts'
import { planRemap, type Remap } from '../planning/plan-remap.ts'
import { summarizePlan } from '../planning/summarize-plan.ts'
import type { Context } from './context.ts'
import type { Records } from './gather-records.ts'

type Head = Pick<Plan, 'planId' | 'createdBy'> &
  Partial<Pick<Plan, 'onBehalfOf' | 'scanId' | 'changeNumber' | 'note' | 'rollbackOf'>>

/** Orders the moves, has the result checked by the independent checker, and seals it. */
export function buildPlan(
  { clock, policy }: Context,
  records: Records,
  moves: readonly Move[],
  blocked: readonly Blocked[],
  placeholders: readonly Placeholder[],
  head: Head
): StoredPlan {
  const remap = planRemap({
    moves,
    records: records.states,
    placeholders: placeholders.map(placeholder => placeholder.account),
    stuck: blocked
  })
  check(remap, records, placeholders)
  const steps = withPlaceholderGuids(remap.steps, placeholders)
  const { organizationId } = records.identity
  const users = new Set(steps.map(step => step.systemUserId)).size
  const createdAt = clock.now()
  return {
    status: policy.approvalsRequired === 0 ? 'Approved' : 'AwaitingApproval',
    digest: digest(planContent(organizationId, steps, head.changeNumber)),
    createdAt,
    expiresAt: new Date(Date.parse(createdAt) + policy.planTtlMs).toISOString(),
    organizationId,
    ...head,
    users,
    stepCount: steps.length,
    placeholdersNeeded: remap.placeholdersNeeded,
    blockedCount: remap.blocked.length,
    approvalsRequired: policy.approvalsRequired,
    approvals: [],
    humanSummary: summarizePlan(remap, users),
    steps,
    blocked: [...remap.blocked]
  }
}

/** The placeholder is part of what is approved by its account, not by its name alone. */
function withPlaceholderGuids(
  steps: readonly Step[],
  placeholders: readonly Placeholder[]
): Step[] {
  const guids = new Map(placeholders.map(each => [each.account, each.objectGuid]))
  return steps.map(step => {
    const toObjectGuid = guids.get(step.toDomainName)
    return step.action === 'park' && toObjectGuid ? { ...step, toObjectGuid } : step
  })
}

function check(remap: Remap, records: Records, placeholders: readonly Placeholder[]): void {
  const [fault] = checkPlan({
    steps: remap.steps,
    records: records.states,
    placeholders: new Map(placeholders.map(each => [each.account, each.objectGuid ?? ''])),
    key: records.key
  })
  if (!fault) return
  throw new RelinkError('internal-error', {
    detail: 'The plan did not pass its own check, so nothing was kept. Report this with the log.',
    cause: new Error(`Step ${fault.sequence}: ${fault.detail}`)
  })
}
