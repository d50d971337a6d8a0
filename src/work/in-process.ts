import { RelinkError } from '../errors.ts'
import type { HowToServe, Log, Work, WorkKind } from '../ports.ts'
import { whenAborted } from './when-aborted.ts'
import { workName } from './work-name.ts'
import { endOf } from './end-of.ts'
import { startOnSchedule } from './start-on-schedule.ts'

/** How long stop() waits for work that does not heed its signal. */
const stopTimeoutMs = 25_000

interface Job {
  readonly kind: WorkKind
  readonly id: string
  readonly abort: AbortController
  readonly ended: PromiseWithResolvers<void>
  isRunning: boolean
}

interface Server {
  readonly run: (id: string, signal: AbortSignal) => Promise<void>
  readonly how: HowToServe
}

/**
 * Work in this process, in the order in which it was started. It remembers nothing: after a restart
 * the use cases look up in the store what was unfinished.
 */
export function createWork(log: Log, limits: { readonly stopTimeoutMs?: number } = {}): Work {
  const jobs = new Map<string, Job>()
  const servers = new Map<WorkKind, Server>()
  const stopping = new AbortController()

  function runWhatFits(kind: WorkKind): void {
    const server = servers.get(kind)
    if (!server) return
    const own = [...jobs.values()].filter(job => job.kind === kind)
    const free = server.how.atOnce - own.filter(job => job.isRunning).length
    for (const job of own.filter(each => !each.isRunning).slice(0, Math.max(0, free))) {
      job.isRunning = true
      void runToEnd(job, server)
    }
  }

  async function runToEnd(job: Job, server: Server): Promise<void> {
    await perform(job, server, log)
    end(job)
    runWhatFits(job.kind)
  }

  function end(job: Job): void {
    jobs.delete(workName(job.kind, job.id))
    job.ended.resolve()
  }

  function abortAll(kinds: (job: Job) => boolean, why: string): readonly Promise<void>[] {
    const chosen = [...jobs.values()].filter(job => job.isRunning && kinds(job))
    for (const { abort } of chosen) abort.abort(interrupted(why))
    return chosen.map(({ ended }) => ended.promise)
  }

  return {
    async start(kind, id) {
      const name = workName(kind, id)
      if (stopping.signal.aborted) return false
      if (jobs.has(name)) return true
      const ended = Promise.withResolvers<void>()
      jobs.set(name, { kind, id, abort: new AbortController(), ended, isRunning: false })
      runWhatFits(kind)
      return true
    },
    async takeOver() {},
    async serve(kind, run, how, signal) {
      servers.set(kind, { run, how })
      runWhatFits(kind)
      await whenAborted(AbortSignal.any([signal, stopping.signal]))
      servers.delete(kind)
      await Promise.all(abortAll(job => job.kind === kind, 'The work is given up.'))
    },
    async schedule(kind, cron) {
      startOnSchedule(cron, () => this.start(kind, new Date().toISOString()), stopping.signal)
    },
    async cancel(kind, id) {
      const job = jobs.get(workName(kind, id))
      if (job?.isRunning) job.abort.abort(interrupted('The work was canceled.'))
      else if (job) end(job)
    },
    settled: (kind, id, ms) => endOf(jobs.get(workName(kind, id))?.ended.promise, ms),
    async stop() {
      const ends = abortAll(() => true, 'The service is stopping.')
      stopping.abort()
      await endOf(Promise.all(ends), limits.stopTimeoutMs ?? stopTimeoutMs)
      for (const job of jobs.values()) {
        if (job.isRunning)
          log.error({ work: workName(job.kind, job.id) }, 'work did not stop in time')
      }
    },
    get isStopping() {
      return stopping.signal.aborted
    }
  }
}

/** Never rejects. The caller of start() goes on before the work begins. */
async function perform({ kind, id, abort }: Job, { run }: Server, log: Log): Promise<void> {
  await Promise.resolve()
  try {
    await run(id, abort.signal)
  } catch (err) {
    const work = workName(kind, id)
    if (isInterruption(err, abort.signal)) log.info({ work }, 'work interrupted')
    else log.error({ work, err }, 'work failed unexpectedly')
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
