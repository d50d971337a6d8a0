import { setTimeout } from 'node:timers/promises'
import { PgBoss, type Job } from 'pg-boss'
import { RelinkError } from '../errors.ts'
import type { HowToServe, Log, Work, WorkKind } from '../ports.ts'
import { endOf } from './end-of.ts'
import { whenAborted } from './when-aborted.ts'
import { workName } from './work-name.ts'

/** How long stop() waits for work that does not heed its signal. */
const stopTimeoutMs = 25_000

const kinds: readonly WorkKind[] = ['scan', 'execution', 'scheduled-scan']

/**
 * A job whose process says nothing for `heartbeatSeconds` (pg-boss takes no less) goes to another
 * one. What fails is tried again, later each time; what fails for good is found unfinished in the
 * store. A job of `kind` and id waits or runs once ('exclusive').
 */
const queue = {
  policy: 'exclusive',
  heartbeatSeconds: 10,
  expireInSeconds: 24 * 3600,
  retryLimit: 5,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 60,
  deleteAfterSeconds: 3600,
  notify: true
} as const

/**
 * Notified of new jobs at once. Retries and the jobs of processes that died come without a word, so
 * who serves looks for them, too.
 */
const pollSeconds = 2

interface Served {
  readonly abort: AbortController
  readonly ended: Promise<void>
}

/** Work that several processes share, through queues in PostgreSQL (schema `pgboss`). */
export async function createSharedWork(
  databaseUrl: string,
  log: Log,
  limits: { readonly stopTimeoutMs?: number } = {}
): Promise<Work> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: 'relink work',
    max: 5,
    connectionTimeoutMillis: 10_000,
    useListenNotify: true,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10
  })
  boss.on('error', err => log.warn({ err }, 'queue fault'))
  await setUp(boss)
  const running = new Map<string, Served>()
  const stopping = new AbortController()

  async function perform(
    { id, data, signal: claim }: Job<{ id: string }>,
    kind: WorkKind,
    run: (id: string, signal: AbortSignal) => Promise<void>,
    signal: AbortSignal
  ): Promise<void> {
    const abort = new AbortController()
    const own = AbortSignal.any([abort.signal, claim, signal, stopping.signal])
    own.throwIfAborted()
    const work = run(data.id, own)
    running.set(id, { abort, ended: work.catch(() => {}) })
    try {
      await work
    } catch (err) {
      if (!own.aborted)
        log.error({ work: workName(kind, data.id), err }, 'work failed unexpectedly')
      throw err
    } finally {
      running.delete(id)
    }
    // Given up, not done: for pg-boss a return would be the end of it.
    own.throwIfAborted()
  }

  return {
    async start(kind, id) {
      try {
        await boss.send(kind, { id }, { singletonKey: id, group: { id: kind } })
        return true
      } catch (err) {
        log.warn({ work: workName(kind, id), err }, 'work not handed out')
        return false
      }
    },
    async takeOver(kind) {
      await answered(() => boss.deleteAllJobs(kind))
    },
    async serve(kind, run, how, signal) {
      const options = workOptions(how)
      await boss.work<{ id: string }>(kind, options, async ([job]) => {
        if (job) await perform(job, kind, run, signal)
      })
      await whenAborted(AbortSignal.any([signal, stopping.signal]))
      await boss.offWork(kind, { wait: true })
    },
    async schedule(kind, cron) {
      await boss.schedule(kind, cron, { id: kind }, { singletonKey: kind, group: { id: kind } })
    },
    async cancel(kind, id) {
      for (const job of await unfinished(boss, kind, id)) {
        await answered(() => boss.cancel(kind, job.id))
        running.get(job.id)?.abort.abort()
      }
    },
    async settled(kind, id, ms) {
      const until = performance.now() + ms
      while ((await unfinished(boss, kind, id)).length > 0 && performance.now() < until) {
        await setTimeout(Math.min(100, ms))
      }
    },
    async stop() {
      stopping.abort()
      const ends = Promise.all([...running.values()].map(each => each.ended))
      await endOf(ends, limits.stopTimeoutMs ?? stopTimeoutMs)
      await boss.stop({ graceful: false })
    },
    get isStopping() {
      return stopping.signal.aborted
    }
  }
}

async function setUp(boss: PgBoss): Promise<void> {
  try {
    await boss.start()
    for (const kind of kinds) await boss.createQueue(kind, queue)
  } catch (cause) {
    await boss.stop({ graceful: false }).catch(() => {})
    throw new RelinkError('store-unavailable', {
      detail: `The queues could not be set up in PostgreSQL (${codeOf(cause)}). The user of DATABASE_URL needs the right to make the schema pgboss: make it the owner of the database.`,
      cause
    })
  }
}

/** A handler for each that may run at once; pg-boss counts those of all processes by their group. */
function workOptions({ atOnce }: HowToServe) {
  return {
    localConcurrency: atOnce,
    groupConcurrency: atOnce,
    pollingIntervalSeconds: pollSeconds,
    notifyPollingIntervalSeconds: pollSeconds,
    heartbeatRefreshSeconds: 2
  }
}

async function unfinished(boss: PgBoss, kind: WorkKind, id: string) {
  const jobs = await answered(() => boss.findJobs(kind, { key: id }))
  return jobs.filter(({ state }) => state === 'created' || state === 'retry' || state === 'active')
}

async function answered<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (cause) {
    throw new RelinkError('store-unavailable', {
      detail: `The queues in PostgreSQL do not answer (${codeOf(cause)}). What was asked for is kept; ask again in a moment.`,
      retryable: true,
      cause
    })
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown fault'
}
