import { setTimeout } from 'node:timers/promises'
import { RelinkError } from '../errors.ts'
import type { Log, Work } from '../ports.ts'

/** How long stop() waits for work that does not heed its signal. */
const stopTimeoutMs = 25_000

interface Running {
  readonly abort: AbortController
  readonly ended: Promise<void>
}

/**
 * Work in this process, once per name at a time: a second start of a running name is ignored. It
 * remembers nothing: after a restart the use cases look up in the store what was unfinished.
 */
export function createWork(log: Log, limits: { readonly stopTimeoutMs?: number } = {}): Work {
  const running = new Map<string, Running>()
  /** The last work of each lane. */
  const lanes = new Map<string, Promise<void>>()
  let isStopping = false
  return {
    start(name, run, lane) {
      if (isStopping || running.has(name)) return
      const abort = new AbortController()
      const before = lane === undefined ? undefined : lanes.get(lane)
      const ended = perform(name, run, abort.signal, log, before).finally(() =>
        running.delete(name)
      )
      running.set(name, { abort, ended })
      if (lane !== undefined) lanes.set(lane, ended)
    },
    cancel(name) {
      running.get(name)?.abort.abort(interrupted('The work was canceled.'))
    },
    settled: (name, ms) => endOf(running.get(name)?.ended, ms),
    async stop() {
      isStopping = true
      const all = [...running.values()]
      for (const { abort } of all) abort.abort(interrupted('The service is stopping.'))
      await endOf(Promise.all(all.map(one => one.ended)), limits.stopTimeoutMs ?? stopTimeoutMs)
      for (const name of running.keys()) log.error({ work: name }, 'work did not stop in time')
    },
    get isStopping() {
      return isStopping
    }
  }
}

/** Never rejects. The caller of start() goes on before `run` begins. */
async function perform(
  name: string,
  run: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
  log: Log,
  before: Promise<void> | undefined
): Promise<void> {
  await before
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

function interrupted(detail: string): RelinkError {
  return new RelinkError('interrupted', { detail, retryable: true })
}

async function endOf(work: Promise<unknown> | undefined, ms: number): Promise<void> {
  const waiting = new AbortController()
  const timeout = setTimeout(ms, undefined, { signal: waiting.signal }).catch(() => {})
  await Promise.race([work, timeout])
  waiting.abort()
}
