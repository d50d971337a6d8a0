import { ResultCodeError } from 'ldapts'
import { RelinkError } from '../errors.ts'
import type { Log } from '../ports.ts'
import { asUnavailable } from './as-unavailable.ts'
import type { CheckedSettings } from './check-settings.ts'
import { createServerOrder, restMs } from './create-server-order.ts'
import { explainFault } from './explain-fault.ts'
import { openSession, type Session } from './open-session.ts'

/** Opens sessions, on the first server in order that can be reached. */
export interface Opener {
  /** Throws 'directory-unavailable', or the signal's reason. */
  open(signal: AbortSignal): Promise<Session>
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
  let refusal: { readonly untilMs: number; readonly error: RelinkError } | undefined
  let isClosed = false

  return {
    async open(signal) {
      if (refusal && refusal.untilMs > monotonicMs()) throw refusal.error
      const session = await openFirst(signal)
      if (isClosed) session.close()
      for (const other of sessions) if (!other.isOpen) sessions.delete(other)
      sessions.add(session)
      return session
    },
    isBest: session => order.inOrder()[0] === session.server,
    failed: session => order.failed(session.server),
    close() {
      isClosed = true
      for (const session of sessions) session.close()
    }
  }

  async function openFirst(signal: AbortSignal): Promise<Session> {
    const faults: RelinkError[] = []
    for (const server of order.inOrder()) {
      if (isClosed) throw closed()
      try {
        return await openSession(server, settings, log, signal)
      } catch (error) {
        signal.throwIfAborted()
        const fault = asUnavailable(error, server)
        if (isRefusedLogon(error)) refusal = { untilMs: monotonicMs() + restMs, error: fault }
        if (error instanceof RelinkError || !explainFault(error).isPassing) throw fault
        log.warn({ server: server.name, fault: fault.details.detail }, 'directory server failed')
        order.failed(server)
        faults.push(fault)
      }
    }
    throw together(faults)
  }
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
