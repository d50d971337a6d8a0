import { ResultCodeError } from 'ldapts'
import { RelinkError } from '../errors.ts'
import type { Log } from '../ports.ts'
import { asUnavailable } from './as-unavailable.ts'
import type { CheckedSettings, Credentials, Server } from './check-settings.ts'
import { createServerOrder, restMs } from './create-server-order.ts'
import { explainFault } from './explain-fault.ts'
import { openSession, type Session } from './open-session.ts'

/** Opens sessions, on the first server in order that can be reached. */
export interface Opener {
  /** Throws 'directory-unavailable', or the signal's reason. */
  open(signal: AbortSignal): Promise<Session>
  /** On this server and no other. Throws as `open` does. */
  openOn(server: Server, signal: AbortSignal): Promise<Session>
  /** False when `open` would ask another server first. */
  isBest(session: Session): boolean
  /** Its server failed: the others are asked first for a while. */
  failed(session: Session): void
  /** Ends every session; none is opened after it. */
  close(): void
}

export function createOpener(
  settings: CheckedSettings,
  log: Log,
  monotonicMs: () => number = () => performance.now()
): Opener {
  const order = createServerOrder(settings.servers, monotonicMs)
  const sessions = new Set<Session>()
  let refusal: Refusal | undefined
  let isClosed = false

  return {
    open: async signal => keep(await openFirst(await logOnAs(signal), signal)),
    async openOn(server, signal) {
      const attempt = await tryOn(server, await logOnAs(signal), signal)
      if (attempt.kind === 'failed') throw attempt.fault
      return keep(attempt.session)
    },
    isBest: session => order.inOrder()[0] === session.server,
    failed: session => order.failed(session.server),
    close() {
      isClosed = true
      for (const session of sessions) session.close()
    }
  }

  function keep(session: Session): Session {
    if (isClosed) session.close()
    for (const other of sessions) if (!other.isOpen) sessions.delete(other)
    sessions.add(session)
    return session
  }

  /** A password that was refused lately is not tried again: it has rested first, or changed. */
  async function logOnAs(signal: AbortSignal): Promise<Credentials | undefined> {
    const credentials = await settings.credentials?.(signal)
    const isResting = refusal && refusal.untilMs > monotonicMs()
    if (isResting && refusal?.password === credentials?.password) throw refusal?.error
    return credentials
  }

  async function openFirst(
    credentials: Credentials | undefined,
    signal: AbortSignal
  ): Promise<Session> {
    const faults: RelinkError[] = []
    for (const server of order.inOrder()) {
      const attempt = await tryOn(server, credentials, signal)
      if (attempt.kind === 'opened') return attempt.session
      log.warn(
        { server: server.name, fault: attempt.fault.details.detail },
        'directory server failed'
      )
      order.failed(server)
      faults.push(attempt.fault)
    }
    throw together(faults)
  }

  /** What may pass is returned; what the other servers would answer as well is thrown. */
  async function tryOn(
    server: Server,
    credentials: Credentials | undefined,
    signal: AbortSignal
  ): Promise<Attempt> {
    if (isClosed) throw closed()
    try {
      const session = await openSession(server, settings, credentials, log, signal)
      return { kind: 'opened', session }
    } catch (error) {
      signal.throwIfAborted()
      const fault = asUnavailable(error, server)
      if (isRefusedLogon(error)) {
        const untilMs = monotonicMs() + restMs
        refusal = { password: credentials?.password, untilMs, error: fault }
      }
      if (error instanceof RelinkError || !explainFault(error).isPassing) throw fault
      return { kind: 'failed', fault }
    }
  }
}

type Attempt =
  | { readonly kind: 'opened'; readonly session: Session }
  | { readonly kind: 'failed'; readonly fault: RelinkError }

interface Refusal {
  readonly password: string | undefined
  readonly untilMs: number
  readonly error: RelinkError
}

/**
 * The other servers would refuse it as well, and each attempt counts towards the lock-out of the
 * account: so it is not tried elsewhere, nor again at once.
 */
function isRefusedLogon(error: unknown): boolean {
  return error instanceof ResultCodeError && error.code === 49
}

function together(faults: readonly RelinkError[]): RelinkError {
  return new RelinkError('directory-unavailable', {
    detail: faults.map(fault => fault.details.detail).join(' '),
    retryable: true,
    cause: faults.length === 1 ? faults[0]?.cause : new AggregateError(faults)
  })
}

function closed(): RelinkError {
  return new RelinkError('directory-unavailable', {
    detail: 'The service is stopping; ask again after its restart.',
    retryable: true
  })
}
