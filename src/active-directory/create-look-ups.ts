import { RelinkError } from '../errors.ts'
import { asUnavailable } from './as-unavailable.ts'
import type { Server } from './check-settings.ts'
import { createGate } from './create-gate.ts'
import type { Opener } from './create-opener.ts'
import { explainFault } from './explain-fault.ts'
import type { Connection, Session } from './open-session.ts'
import { openSessions } from './open-sessions.ts'
import { unlessAborted } from './unless-aborted.ts'

/**
 * Runs what can be done again on the sessions that hold the bases, one to a server and shared by
 * all; when one is lost, once more.
 */
export type LookUp = <T>(
  baseDns: readonly string[],
  work: (session: Session) => Promise<T>,
  signal: AbortSignal
) => Promise<readonly T[]>

/** Of the 10 paged searches that a domain controller allows on one connection. */
const maxAtOnce = 8

/** Whose opening it is does not matter to it: several may wait for it, and one may leave. */
const never = new AbortController().signal

export function createLookUps(opener: Opener): LookUp {
  const gate = createGate(maxAtOnce)
  const shared = new Map<Server, Connection>()
  const opening = new Map<Server, Promise<Connection>>()

  return (baseDns, work, signal) =>
    gate(async () => {
      const first = await attempt(baseDns, work, signal)
      if (first.kind === 'done') return first.values
      const second = await attempt(baseDns, work, signal)
      if (second.kind === 'done') return second.values
      throw second.error
    }, signal)

  /** What passes is returned, to be tried again; what would only repeat itself is thrown. */
  async function attempt<T>(
    baseDns: readonly string[],
    work: (session: Session) => Promise<T>,
    signal: AbortSignal
  ): Promise<Attempt<T>> {
    const takeInTime = (server: Server) => unlessAborted(take(server), [signal])
    const sessions = await openSessions(opener, baseDns, takeInTime, signal)
    const parts = await Promise.all(sessions.map(session => attemptOn(session, work, signal)))
    const values: T[] = []
    for (const part of parts) {
      if (part.kind === 'failed') return part
      values.push(part.value)
    }
    return { kind: 'done', values }
  }

  async function attemptOn<T>(
    session: Session,
    work: (session: Session) => Promise<T>,
    signal: AbortSignal
  ): Promise<Part<T>> {
    try {
      return { kind: 'done', value: await work(session) }
    } catch (error) {
      signal.throwIfAborted()
      const fault = asUnavailable(error, session.server)
      if (error instanceof RelinkError || !explainFault(error).isPassing) throw fault
      session.close()
      opener.failed(session.server)
      return { kind: 'failed', error: fault }
    }
  }

  /** The connection to a server that is not the first any more stays, for those who are at work on it. */
  async function take(server: Server): Promise<Connection> {
    const open = shared.get(server)
    if (open?.isOpen) return open
    const pending = opening.get(server) ?? openShared(server)
    opening.set(server, pending)
    return pending
  }

  async function openShared(server: Server): Promise<Connection> {
    try {
      const connection = await opener.openOn(server, never)
      shared.set(server, connection)
      return connection
    } finally {
      opening.delete(server)
    }
  }
}

interface Failed {
  readonly kind: 'failed'
  readonly error: RelinkError
}
type Part<T> = Failed | { readonly kind: 'done'; readonly value: T }
type Attempt<T> = Failed | { readonly kind: 'done'; readonly values: readonly T[] }
