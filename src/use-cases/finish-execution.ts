import type { Control } from '../model/execution.ts'
import type { WorkStatus } from '../model/scan.ts'
import { present } from '../model/present.ts'
import type { StoredExecution } from '../ports.ts'
import { nextSteps } from '../planning/next-steps.ts'
import {
  countUsers,
  summarizeExecution,
  type ExecutionCounts
} from '../planning/summarize-execution.ts'
import { userProgress } from '../planning/user-progress.ts'
import { whyHalted } from '../planning/why-halted.ts'
import type { Context } from './context.ts'
import type { Run } from './journal-step.ts'
import { recordDeed } from './record-deed.ts'

/** Why an execution must not run at all. */
export interface Refusal {
  readonly reason: string
  /** It may be gone by the next try: the plan, approved as it is, is not used up. */
  readonly isPassing?: boolean
}

/** Counts as the journal has them now. */
export async function saveProgress({ store }: Context, run: Run): Promise<void> {
  run.execution = withCounts(run, run.execution)
  await store.executions.update(run.execution)
}

/**
 * Nothing is left to do: says how it ended, and closes the plan unless it is only paused. False if
 * there is something to do after all, since a pause was taken back in the meantime.
 */
export async function finishExecution(
  context: Context,
  run: Run,
  refusal: Refusal | undefined
): Promise<boolean> {
  const { store, clock } = context
  const { executionId, mode } = run.execution
  return store.atomically(async tx => {
    const control = await tx.executions.control(executionId)
    const { ready } = nextSteps(run.standing, control, 1)
    if (!refusal && ready.length > 0) return false
    const execution = withStatus(run, control, refusal, clock.now())
    await tx.executions.update(execution)
    if (execution.isTerminal && mode !== 'rehearse') {
      const isGivenBack = mode === 'execute' && refusal?.isPassing === true
      const status = isGivenBack ? 'Approved' : 'Executed'
      await tx.plans.setStatus(run.plan.planId, ['Executing'], status)
    }
    await recordDeed(
      tx,
      clock,
      { name: run.execution.startedBy },
      {
        action: execution.isTerminal ? `${mode}-ended` : 'execution-paused',
        target: executionId,
        changeNumber: run.plan.changeNumber,
        outcome: execution.status === 'Failed' ? 'failed' : 'done',
        after: execution.humanSummary
      }
    )
    run.execution = execution
    context.log.info({ executionId, status: execution.status }, 'execution settled')
    return true
  })
}

function withStatus(
  run: Run,
  control: Control,
  refusal: Refusal | undefined,
  now: string
): StoredExecution {
  const status = statusOf(run, control, refusal)
  const isTerminal = status !== 'Paused'
  const { failureCode: _code, failureDetail: _detail, endedAs: _ended, ...before } = run.execution
  const ended = withCounts(run, { ...before, status, isTerminal })
  return present({
    ...ended,
    finishedAt: isTerminal ? now : undefined,
    percentComplete: isTerminal ? 100 : ended.percentComplete,
    ...failureOf(run, status, refusal, ended)
  })
}

function statusOf(run: Run, control: Control, refusal: Refusal | undefined): WorkStatus {
  if (refusal) return 'Failed'
  const counts = countUsers(usersOf(run, true))
  if (counts.usersRemapped + counts.usersRolledBack === counts.usersTotal) return 'Succeeded'
  const { isOver } = nextSteps(run.standing, 'run', 1)
  if (control === 'pause' && !isOver) return 'Paused'
  if (control === 'cancel' && !isOver) return run.execution.endedAs ?? 'Canceled'
  return 'Failed'
}

function failureOf(
  run: Run,
  status: WorkStatus,
  refusal: Refusal | undefined,
  counts: ExecutionCounts
): { failureCode?: string; failureDetail?: string } {
  if (status !== 'Failed') return {}
  if (refusal) return { failureCode: 'not-started', failureDetail: refusal.reason }
  const halted = whyHalted(run.standing.failures)
  if (halted) return { failureCode: 'halted-after-failures', failureDetail: halted }
  return {
    failureCode: 'users-failed',
    failureDetail: `${counts.usersFailed} failed and ${counts.usersSkipped} were not touched; the list of users says why for each.`
  }
}

function withCounts(run: Run, execution: StoredExecution): StoredExecution {
  const { mode, isTerminal, status } = execution
  const counts = countUsers(usersOf(run, isTerminal))
  const isPaused = status === 'Paused'
  return {
    ...execution,
    ...counts,
    humanSummary: summarizeExecution(counts, { mode, isTerminal, isPaused })
  }
}

function usersOf(run: Run, isTerminal: boolean) {
  return userProgress(run.standing, { mode: run.execution.mode, isTerminal })
}
