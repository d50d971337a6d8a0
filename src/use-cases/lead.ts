import { RelinkError } from '../errors.ts'
import { serveExecutions } from './run-execution.ts'
import type { Context } from './context.ts'
import { sweep } from './sweep.ts'

const sweepEveryMs = 60_000

/**
 * What the runner does and nobody else, until it is no longer the runner: the executions, and the
 * sweep at once and every minute. The context's store is the one that only the runner can write with.
 */
export async function lead(context: Context, signal: AbortSignal): Promise<void> {
  try {
    await Promise.all([serveExecutions(context, signal), sweepRegularly(context, signal)])
  } finally {
    context.metrics.setStrandedUsers(0)
  }
}

async function sweepRegularly(context: Context, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sweepOnce(context, signal)
    await context.clock.sleep(sweepEveryMs, signal).catch(() => {})
  }
}

/** What fails now is tried again in a minute. */
async function sweepOnce(context: Context, signal: AbortSignal): Promise<void> {
  try {
    await sweep(context, signal)
  } catch (err) {
    if (signal.aborted) return
    const facts =
      err instanceof RelinkError ? { code: err.code, detail: err.details.detail } : { err }
    context.log.warn(facts, 'sweep failed')
  }
}
