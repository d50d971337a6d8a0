import type { Blocked, Plan, Step } from '../../model/plan.ts'
import { fields, page, table } from './table.ts'

export function planText(plan: Plan): string {
  return page(
    plan.humanSummary,
    fields([
      ['plan', plan.planId],
      ['status', plan.status],
      ['digest', plan.digest],
      ['change', plan.changeNumber],
      ['note', plan.note],
      ['created', `${plan.createdAt} by ${plan.createdBy}`],
      ['expires', plan.expiresAt],
      ['approvals', `${plan.approvals.length} of ${plan.approvalsRequired}`],
      ['approved by', plan.approvals.map(({ by }) => by).join(', ') || undefined],
      ['rejected by', plan.rejectedBy],
      ['users', plan.users],
      ['placeholders', plan.placeholdersNeeded],
      ['all steps', plan.stepsLink],
      ['all blocked', plan.blockedLink]
    ]),
    stepTable(plan.steps),
    blockedTable(plan.blocked)
  )
}

function stepTable(steps: readonly Step[]): string {
  if (steps.length === 0) return ''
  return table(
    ['STEP', 'ACTION', 'USER', 'FROM', 'TO', 'AFTER'],
    steps.map(step => [
      step.sequence,
      step.action,
      step.fullName,
      step.fromDomainName,
      step.toDomainName,
      step.after.join(',')
    ])
  )
}

function blockedTable(blocked: readonly Blocked[]): string {
  if (blocked.length === 0) return ''
  return table(
    ['LEFT ALONE', 'CODE', 'WHY'],
    blocked.map(({ fullName, systemUserId, code, detail }) => [
      fullName ?? systemUserId,
      code,
      detail
    ])
  )
}
