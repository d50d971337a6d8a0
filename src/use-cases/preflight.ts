import type { JournalEntry, StepFailureCode } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import { checkLimits } from '../planning/check-limits.ts'
import { recordNameKey } from '../planning/logon-name.ts'
import { protectedReason } from '../planning/protected-reason.ts'
import type { Context } from './context.ts'
import { gatherRecords, type Records } from './gather-records.ts'
import type { Run } from './journal-step.ts'

/**
 * Before the first write: the limits again, and each user of the plan as the record is now. A user
 * who changed or became protected fails here, before anybody is parked who would wait for them.
 * Answers why nothing may run at all, if so.
 */
export async function preflight(
  context: Context,
  run: Run,
  signal: AbortSignal
): Promise<string | undefined> {
  const records = await gatherRecords(context, signal)
  const enabled = records.users.filter(user => !user.isDisabled).length
  const reason = checkLimits(run.plan.users, enabled, context.policy)
  if (reason) return reason
  const first = new Map(run.plan.steps.toReversed().map(step => [step.systemUserId, step]))
  for (const step of first.values()) {
    const fault = userFault(step, records)
    if (fault) await fail(context, run, step, fault)
  }
  return undefined
}

interface Fault {
  readonly code: StepFailureCode
  readonly detail: string
}

function userFault(step: Step, { byId, domains, protection }: Records): Fault | undefined {
  const user = byId.get(step.systemUserId)
  if (!user) return { code: 'user-not-found', detail: 'Dynamics has no such record any more.' }
  const reason = protectedReason(user, protection, step.fromObjectGuid)
  if (reason) return { code: 'user-protected', detail: reason }
  const isAsPlanned =
    recordNameKey(user.domainName, domains) === recordNameKey(step.fromDomainName, domains)
  if (isAsPlanned) return undefined
  return {
    code: 'changed-since-planned',
    detail: `The record holds ${user.domainName}, not ${step.fromDomainName}: somebody changed it. Detect again and make a new plan.`
  }
}

async function fail(context: Context, run: Run, step: Step, fault: Fault): Promise<void> {
  const entry: JournalEntry = {
    step: step.sequence,
    systemUserId: step.systemUserId,
    at: context.clock.now(),
    event: 'failed',
    ...fault,
    retryable: false
  }
  await context.store.executions.journal(run.execution.executionId, entry)
  run.journal.push(entry)
}
