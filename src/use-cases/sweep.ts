import { RelinkError } from '../errors.ts'
import type { JournalEntry } from '../model/execution.ts'
import type { StoredExecution, StoredPlan, WorkKind } from '../ports.ts'
import { nextSteps } from '../planning/next-steps.ts'
import { readJournal } from '../planning/read-journal.ts'
import { stepsToReopen } from '../planning/steps-to-reopen.ts'
import type { Context } from './context.ts'
import { removeLeftovers } from './remove-leftovers.ts'
import { reportStranded } from './report-stranded.ts'

/**
 * At start and every minute: unfinished scans and executions run (starting what runs already
 * changes nothing), and nobody is left on a placeholder: an execution that ended or paused with
 * somebody parked is taken up again, anybody else found there is reported. Placeholders that were
 * made for plans which are over are removed. Throws when a server or a queue can't be asked now.
 */
export async function sweep(context: Context, signal: AbortSignal): Promise<void> {
  const { store } = context
  for (const { scanId } of await store.scans.unfinished()) {
    await handOut(context, 'scan', scanId)
  }
  const unfinished = await store.executions.unfinished()
  for (const { executionId } of unfinished) await handOut(context, 'execution', executionId)
  if (await isBusyHere(context, unfinished, signal)) return
  for (const executionId of await reportStranded(context, signal)) {
    await takeUpAgain(context, executionId)
  }
  await removeLeftovers(context, signal)
}

async function handOut({ work }: Context, kind: WorkKind, id: string): Promise<void> {
  if (await work.start(kind, id)) return
  throw new RelinkError('store-unavailable', {
    detail: 'The queue takes no work now. What is unfinished is handed out as soon as it does.',
    retryable: true
  })
}

/** One of another organization, which the service was pointed away from, waits and keeps nobody. */
async function isBusyHere(
  { organization }: Context,
  unfinished: readonly StoredExecution[],
  signal: AbortSignal
): Promise<boolean> {
  const writing = unfinished.filter(execution => execution.mode !== 'rehearse')
  if (writing.length === 0) return false
  const { organizationId } = await organization.identify(signal)
  return writing.some(execution => execution.organizationId === organizationId)
}

/**
 * Tries again what keeps its parked users from their maps. As after a cancel nobody else is begun:
 * whoever was not, waits for a new plan, or for a resume. Meanwhile it runs as any other does, and
 * no other one of its organization with it.
 */
async function takeUpAgain(context: Context, executionId: string): Promise<void> {
  const { store, clock } = context
  const execution = await store.executions.get(executionId)
  const plan: StoredPlan | undefined = execution && (await store.plans.get(execution.planId))
  if (!execution || !plan || execution.status === 'Running') return
  const standing = readJournal(plan.steps, await store.executions.readJournal(executionId))
  const reopened = stepsToReopen(standing).map(({ sequence, systemUserId }): JournalEntry => {
    return { step: sequence, systemUserId, at: clock.now(), event: 'reopened' }
  })
  for (const entry of reopened) standing.add(entry)
  if (nextSteps(standing, 'cancel', 1).isOver) return
  await store.atomically(async tx => {
    for (const entry of reopened) await tx.executions.journal(executionId, entry)
    if (execution.isTerminal) await tx.executions.setControl(executionId, 'cancel')
    await tx.executions.update(takenUp(execution))
  })
  await handOut(context, 'execution', executionId)
}

function takenUp(execution: StoredExecution): StoredExecution {
  const { finishedAt: _at, ...running } = { ...execution, status: 'Running' as const }
  return execution.isTerminal
    ? { ...running, isTerminal: false, endedAs: execution.status }
    : running
}
