import { RelinkError } from '../errors.ts'
import { serveExecutions } from './run-execution.ts'
import type { Context } from './context.ts'
import { sweep } from './sweep.ts'

const sweepEveryMs = 60_000
/** After a first failure; twice as long after each further one. */
const sweepAgainMs = 1000

/**
 * What the runner does and nobody else, until it is no longer the runner: the executions, and the
 * sweep at once and every minute. The context's store is the one that only the runner can write with.
 */
export async function lead(context: Context, signal: AbortSignal): Promise<void> {
  try {
    // Before the sweep hands anything out: a job that a dead process holds would stand in its way.
    await context.work.takeOver('execution')
    await Promise.all([serveExecutions(context, signal), sweepRegularly(context, signal)])
  } finally {
    context.metrics.setStrandedUsers(0)
  }
}

async function sweepRegularly(context: Context, signal: AbortSignal): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    failures = (await sweepOnce(context, signal)) ? 0 : failures + 1
    const again = failures === 0 ? sweepEveryMs : sweepAgainMs * 2 ** (failures - 1)
    await context.clock.sleep(Math.min(again, sweepEveryMs), signal).catch(() => {})
  }
}

/** Whether all of it was done. */
async function sweepOnce(context: Context, signal: AbortSignal): Promise<boolean> {
  try {
    await sweep(context, signal)
    return true
  } catch (err) {
    if (signal.aborted) return false
    const facts =
      err instanceof RelinkError ? { code: err.code, detail: err.details.detail } : { err }
    context.log.warn(facts, 'sweep failed')
    return false
  }
}
