import { RelinkError } from '../errors.ts'
import type { JournalEntry } from '../model/execution.ts'
import type { StoredPlan } from '../ports.ts'
import { readJournal } from '../planning/read-journal.ts'
import { stepsToReopen } from '../planning/steps-to-reopen.ts'
import type { Context } from './context.ts'
import { removeLeftovers } from './remove-leftovers.ts'
import { reportStranded } from './report-stranded.ts'

/**
 * At start and every minute: unfinished scans and executions run (starting what runs already
 * changes nothing), and nobody is left on a placeholder: an execution that ended or paused with
 * somebody parked is taken up again, anybody else found there is reported. Placeholders that were
 * made for plans which are over are removed.
 */
export async function sweep(context: Context, signal: AbortSignal): Promise<void> {
  const { store } = context
  for (const { scanId } of await store.scans.unfinished()) {
    await context.work.start('scan', scanId)
  }
  const unfinished = await store.executions.unfinished()
  for (const { executionId } of unfinished) await context.work.start('execution', executionId)
  if (unfinished.some(execution => execution.mode !== 'rehearse')) return
  for (const executionId of await lookForStranded(context, signal)) {
    await takeUpAgain(context, executionId)
  }
  await removeLeftovers(context, signal)
}

/** A server that cannot be asked now is asked again in a minute. */
async function lookForStranded(context: Context, signal: AbortSignal): Promise<readonly string[]> {
  try {
    return await reportStranded(context, signal)
  } catch (error) {
    if (signal.aborted || !(error instanceof RelinkError)) throw error
    context.log.warn({ code: error.code, detail: error.details.detail }, 'sweep put off')
    return []
  }
}

/**
 * Tries again what keeps its parked users from their maps. As after a cancel nobody else is begun:
 * whoever was not, waits for a new plan, or for a resume.
 */
async function takeUpAgain(context: Context, executionId: string): Promise<void> {
  const { store, clock } = context
  const execution = await store.executions.get(executionId)
  const plan: StoredPlan | undefined = execution && (await store.plans.get(execution.planId))
  if (!execution || !plan || execution.status === 'Running') return
  const journal = await store.executions.readJournal(executionId)
  for (const step of stepsToReopen(readJournal(plan.steps, journal))) {
    const { sequence, systemUserId } = step
    const entry: JournalEntry = { step: sequence, systemUserId, at: clock.now(), event: 'reopened' }
    await store.executions.journal(executionId, entry)
  }
  if (execution.isTerminal) await store.executions.setControl(executionId, 'cancel')
  await context.work.start('execution', executionId)
}
