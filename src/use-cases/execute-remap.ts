import { randomUUID } from 'node:crypto'
import { RelinkError } from '../errors.ts'
import type { Caller } from '../model/caller.ts'
import type { ExecutionMode } from '../model/execution.ts'
import { present } from '../model/present.ts'
import type { ExecuteRequest } from '../model/requests.ts'
import type { Store, StoredExecution, StoredPlan } from '../ports.ts'
import { readJournal } from '../planning/read-journal.ts'
import { countUsers, summarizeExecution } from '../planning/summarize-execution.ts'
import { userProgress } from '../planning/user-progress.ts'
import type { Context } from './context.ts'
import { getPlan, refuseExpired, refuseOtherDigest } from './get-plan.ts'
import { recordDeed } from './record-deed.ts'

/** Starts one run of an approved plan, or a rehearsal of any. */
export async function executeRemap(
  context: Context,
  caller: Caller,
  request: ExecuteRequest
): Promise<StoredExecution> {
  const mode = request.mode ?? 'execute'
  const execution = await context.store.atomically(async tx => {
    const plan = await getPlan(tx, context.clock, request.planId)
    refuseOtherDigest(plan, request.digest)
    if (mode === 'execute') refuseUnlessRunnable(plan)
    return begin(tx, context, caller, plan, mode)
  })
  await context.work.start('execution', execution.executionId)
  return execution
}

/** Adds the execution and marks its plan, together or not at all. Throws 'execution-in-progress'. */
export async function begin(
  tx: Store,
  { clock }: Context,
  caller: Caller,
  plan: StoredPlan,
  mode: ExecutionMode
): Promise<StoredExecution> {
  const execution = newExecution(plan, caller, mode, clock.now())
  if (mode === 'execute' && !(await tx.plans.setStatus(plan.planId, ['Approved'], 'Executing'))) {
    throw alreadyExecuted()
  }
  if (!(await tx.executions.add(execution))) throw inProgress()
  await recordDeed(tx, clock, caller, {
    action: mode === 'execute' ? 'execute-remap' : mode,
    target: execution.executionId,
    changeNumber: plan.changeNumber,
    after: plan.digest
  })
  return execution
}

function refuseUnlessRunnable(plan: StoredPlan): void {
  refuseExpired(plan)
  switch (plan.status) {
    case 'Approved':
      return
    case 'AwaitingApproval':
    case 'Rejected':
      throw new RelinkError('approval-required', {
        detail: `The plan is ${plan.status}: it has ${plan.approvals.length} of ${plan.approvalsRequired} approvals. POST /v1/plans/${plan.planId}/approve, by somebody other than its author.`
      })
    case 'Executing':
    case 'Executed':
    case 'Expired':
      throw alreadyExecuted()
  }
}

function alreadyExecuted(): RelinkError {
  return new RelinkError('plan-already-executed', {
    detail: 'A plan runs once. Detect again and make a new plan for what is left.'
  })
}

function inProgress(): RelinkError {
  return new RelinkError('execution-in-progress', {
    detail:
      'Executions of one organization run one after the other. GET /v1/executions?status=Running (or Paused) shows which; wait for it, resume it or cancel it.',
    retryable: true,
    retryAfterSeconds: 10
  })
}

function newExecution(
  plan: StoredPlan,
  caller: Caller,
  mode: ExecutionMode,
  startedAt: string
): StoredExecution {
  const counts = countUsers(userProgress(readJournal(plan.steps, []), { mode, isTerminal: false }))
  return present({
    executionId: randomUUID(),
    planId: plan.planId,
    mode,
    status: 'Running' as const,
    isTerminal: false,
    changeNumber: plan.changeNumber,
    rollbackOf: plan.rollbackOf,
    organizationId: plan.organizationId,
    startedBy: caller.name,
    onBehalfOf: caller.onBehalfOf,
    startedAt,
    humanSummary: summarizeExecution(counts, { mode, isTerminal: false, isPaused: false }),
    ...counts
  })
}
