import { setTimeout } from 'node:timers/promises'
import { RelinkError } from '../errors.ts'
import type { Log, Work } from '../ports.ts'

/** How long stop() waits for work that does not heed its signal. */
const stopTimeoutMs = 25_000

/**
 * Work in this process, once per name at a time. It remembers nothing: after a restart the use
 * cases look up in the store what was unfinished.
 */
export function createWork(log: Log, limits: { stopTimeoutMs?: number } = {}): Work {
  const running = new Map<string, { readonly end: Promise<void>; readonly own: AbortController }>()
  const stopping = new AbortController()
  const { signal } = stopping
  return {
    start(name, run) {
      if (signal.aborted || running.has(name)) return
      const own = new AbortController()
      const either = AbortSignal.any([signal, own.signal])
      const end = perform(name, run, either, log).finally(() => running.delete(name))
      running.set(name, { end, own })
    },
    cancel: name => running.get(name)?.own.abort(canceled()),
    settled: (name, ms) => endOf(running.get(name)?.end, ms),
    async stop() {
      if (!signal.aborted) stopping.abort(interrupted())
      await endOf(
        Promise.all([...running.values()].map(each => each.end)),
        limits.stopTimeoutMs ?? stopTimeoutMs
      )
      for (const name of running.keys()) log.error({ work: name }, 'work did not stop in time')
    },
    get isStopping() {
      return signal.aborted
    }
  }
}

/** Never rejects. The caller of start() goes on before `run` begins. */
async function perform(
  name: string,
  run: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
  log: Log
): Promise<void> {
  await Promise.resolve()
  try {
    await run(signal)
  } catch (err) {
    if (isInterruption(err, signal)) log.info({ work: name }, 'work interrupted')
    else log.error({ work: name, err }, 'work failed unexpectedly')
  }
}

/** Some clients throw the signal's reason, others wrap it. */
function isInterruption(error: unknown, signal: AbortSignal): boolean {
  if (!signal.aborted) return false
  return error === signal.reason || (error instanceof Error && error.cause === signal.reason)
}

function canceled(): RelinkError {
  return new RelinkError('interrupted', { detail: 'The work was canceled.' })
}

function interrupted(): RelinkError {
  return new RelinkError('interrupted', {
    detail: 'The service is stopping. The work goes on when it has started again.',
    retryable: true
  })
}

async function endOf(work: Promise<unknown> | undefined, ms: number): Promise<void> {
  const waiting = new AbortController()
  const timeout = setTimeout(ms, undefined, { signal: waiting.signal }).catch(() => {})
  await Promise.race([work, timeout])
  waiting.abort()
}
