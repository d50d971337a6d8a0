import { RelinkError } from '../errors.ts'
import type { Step } from '../model/plan.ts'
import type { Clock } from '../ports.ts'
import { nextSteps } from '../planning/next-steps.ts'
import { readJournal } from '../planning/read-journal.ts'
import type { Context } from './context.ts'
import { finishExecution, saveProgress, type Refusal } from './finish-execution.ts'
import { journalStep, type Run } from './journal-step.ts'
import { openWorld } from './open-world.ts'
import { preflight } from './preflight.ts'
import { refuseElsewhere } from './refuse-elsewhere.ts'
import { removeLeftovers } from './remove-leftovers.ts'

/** Serves executions, several side by side: no two of one organization but rehearsals. */
export function serveExecutions(context: Context, signal: AbortSignal): Promise<void> {
  const run = (executionId: string, own: AbortSignal) => runExecution(context, executionId, own)
  return context.work.serve('execution', run, { atOnce: 8 }, signal)
}

/**
 * Asks what comes next, does it, journals it, until nothing is left. Stopping the service leaves
 * the execution Running in the store; the next start asks again and goes on.
 */
export async function runExecution(
  context: Context,
  executionId: string,
  signal: AbortSignal
): Promise<void> {
  const run = await openRun(context, executionId)
  if (!run) return
  const refusal = await prepare(context, run, signal)
  do {
    if (!refusal) await workThrough(context, run, signal)
    if (signal.aborted) return
  } while (!(await finishExecution(context, run, refusal)))
  await removeLeftovers(context, signal)
}

async function openRun(context: Context, executionId: string): Promise<Run | undefined> {
  const { store } = context
  const execution = await store.executions.get(executionId)
  const plan = execution && (await store.plans.get(execution.planId))
  if (!execution || !plan) return undefined
  const journal = await store.executions.readJournal(executionId)
  return { execution, plan, standing: readJournal(plan.steps, journal) }
}

/** A first start is held against the organization as it is now. Answers why it must not run, if so. */
async function prepare(
  context: Context,
  run: Run,
  signal: AbortSignal
): Promise<Refusal | undefined> {
  const isFirst = !run.standing.hasBegun
  if (!isFirst && run.execution.mode === 'rehearse') return interrupted
  try {
    if (isFirst) {
      const reason = await preflight(context, run, signal)
      return reason === undefined ? undefined : { reason }
    }
    refuseElsewhere(run.plan, await context.organization.identify(signal))
    return undefined
  } catch (error) {
    if (signal.aborted) return undefined
    if (!isFirst || !(error instanceof RelinkError)) throw error
    const reason = `Nothing was written. ${error.details.detail}`
    return { reason, isPassing: error.details.retryable === true }
  }
}

const interrupted: Refusal = {
  reason: 'The rehearsal was interrupted before it ended. Rehearse again.'
}

/** Whatever ends it ends its steps as well: asleep, they would hold it up. */
async function workThrough(context: Context, run: Run, stop: AbortSignal): Promise<void> {
  const ended = new AbortController()
  const signal = AbortSignal.any([stop, ended.signal])
  const opened = await openWorld(context, run, signal)
  const running = new Map<number, Promise<void>>()
  /** What ends a step beside its outcome ends the run: also while something else was waited for. */
  const faults: unknown[] = []
  const save = atMostEvery(context.clock, progressEveryMs, () => saveProgress(context, run))
  try {
    while (!signal.aborted) {
      for (const step of await startable(context, run, running)) {
        const done = journalStep(opened.context, opened.world, run, step, signal)
        running.set(
          step.sequence,
          done
            .catch((error: unknown) => void faults.push(error))
            .finally(() => running.delete(step.sequence))
        )
      }
      if (running.size === 0) return
      await opened.anyOf([...running.values()])
      if (faults.length > 0) throw faults[0]
      await save()
    }
  } finally {
    ended.abort()
    await Promise.allSettled(running.values())
  }
}

/**
 * Who polls sees progress soon enough; to count all users after every step would cost more. Where
 * there are many of them to count, it takes no more than a twentieth of the time.
 */
const progressEveryMs = 250

function atMostEvery(clock: Clock, ms: number, deed: () => Promise<void>): () => Promise<void> {
  let next = clock.monotonicMs()
  return async () => {
    const begin = clock.monotonicMs()
    if (begin < next) return
    await deed()
    const end = clock.monotonicMs()
    next = end + Math.max(ms, 20 * (end - begin))
  }
}

async function startable(
  { store, policy }: Context,
  run: Run,
  running: ReadonlyMap<number, unknown>
): Promise<readonly Step[]> {
  const control = await store.executions.control(run.execution.executionId)
  const { ready } = nextSteps(run.standing, control, policy.maxConcurrency)
  return ready
    .filter(step => !running.has(step.sequence))
    .slice(0, policy.maxConcurrency - running.size)
}
