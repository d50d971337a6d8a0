import { setTimeout } from 'node:timers/promises'
import { RelinkError } from '../../errors.ts'
import type { Log } from '../../ports.ts'
import { answerTimeoutMs, type Session } from './open-session.ts'

export interface Lead {
  readonly log: Log
  readonly open: () => Promise<Session>
  readonly work: (session: Session, signal: AbortSignal) => Promise<void>
}

/** How often who waits asks, and who leads shows that it is there. */
const askEveryMs = 500

/**
 * Leads while this process's session holds the lock that only one session can hold. A session that
 * ends, of whichever process and why ever, lets the next one in.
 */
export async function lead(led: Lead, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await oneSession(led, signal)
    } catch (err) {
      if (!signal.aborted) led.log.warn({ err }, 'session of the runner lost')
    }
    await pause(signal)
  }
}

async function oneSession({ log, open, work }: Lead, signal: AbortSignal): Promise<void> {
  const session = await open()
  try {
    while (!(await takeLock(session))) {
      await pause(signal)
      if (signal.aborted) return
    }
    log.info({}, 'leading')
    await whileHeld(session, signal, own => work(session, own))
  } finally {
    session.drop()
  }
}

/** 'relink' in ASCII: any number that nobody else in the database takes. */
const lock = '0x72656c696e6b'

async function takeLock(session: Session): Promise<boolean> {
  const [row] = await session.query(`select pg_try_advisory_lock(${BigInt(lock)}) as taken`)
  return row?.['taken'] === true
}

/**
 * The work's signal aborts as soon as the last answer of the server is older than `answerTimeoutMs`:
 * asked by the clock, which goes on while a process is frozen. Timers run before anything else that
 * has come in meanwhile, so who wakes up knows at once.
 */
async function whileHeld(
  session: Session,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>
): Promise<void> {
  const lost = new AbortController()
  const own = AbortSignal.any([signal, lost.signal])
  let heardAt = performance.now()
  const timer = setInterval(() => {
    if (performance.now() - heardAt > answerTimeoutMs) return lose('It did not answer in time.')
    const askedAt = performance.now()
    session.query('').then(
      () => (heardAt = askedAt),
      (error: unknown) => lose(error instanceof Error ? error.message : 'It failed.')
    )
  }, askEveryMs)
  function lose(why: string): void {
    session.drop()
    lost.abort(
      new RelinkError('interrupted', {
        detail: `The session that makes this process the runner is lost: ${why}`,
        retryable: true
      })
    )
  }
  try {
    await work(own)
    own.throwIfAborted()
  } finally {
    clearInterval(timer)
    lose('It is over.')
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  await setTimeout(askEveryMs, undefined, { signal }).catch(() => {})
}
