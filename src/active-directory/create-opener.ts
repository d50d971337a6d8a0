import { ResultCodeError } from 'ldapts'
import { RelinkError } from '../errors.ts'
import type { Log } from '../ports.ts'
import { asUnavailable } from './as-unavailable.ts'
import type { CheckedSettings, Credentials, Server } from './check-settings.ts'
import { createServerOrder, restMs, type ServerOrder } from './create-server-order.ts'
import { findUnheld } from './find-unheld.ts'
import { openSession, type Connection } from './open-session.ts'
import type { Holdings } from './read-holdings.ts'

/** Opens connections, and remembers of each server how it fares and what it holds. */
export interface Opener extends Pick<ServerOrder, 'inOrder' | 'rests' | 'failed'> {
  /** Throws 'directory-unavailable', retryable when another server may do better; or the signal's reason. */
  openOn(server: Server, signal: AbortSignal): Promise<Connection>
  /** What it held when it was reached last; undefined when it never was. */
  holdingsOf(server: Server): Holdings | undefined
  /** Ends every connection; none is opened after it. */
  close(): void
}

export function createOpener(
  settings: CheckedSettings,
  log: Log,
  monotonicMs: () => number = () => performance.now()
): Opener {
  const order = createServerOrder(settings.servers, monotonicMs)
  const connections = new Set<Connection>()
  const learned = new Map<Server, Holdings>()
  let refusal: Refusal | undefined
  let isWarned = false
  let isClosed = false

  return {
    ...order,
    async openOn(server, signal) {
      const connection = await tryOn(server, await logOnAs(signal), signal)
      if (isClosed) connection.close()
      for (const other of connections) if (!other.isOpen) connections.delete(other)
      connections.add(connection)
      learned.set(server, connection.holdings)
      warnOfUnheld()
      return connection
    },
    holdingsOf: server => learned.get(server),
    close() {
      isClosed = true
      for (const connection of connections) connection.close()
    }
  }

  /** A server that has not told yet may hold it. */
  function warnOfUnheld(): void {
    if (isWarned || learned.size < settings.servers.length) return
    const unheld = findUnheld([...learned.values()], settings.baseDns)
    if (unheld.length === 0) return
    isWarned = true
    const domains = unheld.map(({ dnsName }) => dnsName)
    log.warn(
      { domains },
      'no server of DIRECTORY_URL holds these domains: their people look orphaned'
    )
  }

  /** A password that was refused lately is not tried again: it has rested first, or changed. */
  async function logOnAs(signal: AbortSignal): Promise<Credentials | undefined> {
    const credentials = await settings.credentials?.(signal)
    const isResting = refusal && refusal.untilMs > monotonicMs()
    if (isResting && refusal?.password === credentials?.password) throw refusal?.error
    return credentials
  }

  async function tryOn(
    server: Server,
    credentials: Credentials | undefined,
    signal: AbortSignal
  ): Promise<Connection> {
    if (isClosed) throw closed()
    try {
      return await openSession(server, settings, credentials, log, signal)
    } catch (error) {
      signal.throwIfAborted()
      const fault = asUnavailable(error, server)
      if (isRefusedLogon(error)) {
        const untilMs = monotonicMs() + restMs
        refusal = { password: credentials?.password, untilMs, error: fault }
      }
      if (fault.details.retryable === true) {
        log.warn({ server: server.name, fault: fault.details.detail }, 'directory server failed')
        order.failed(server)
      }
      throw fault
    }
  }
}

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

function closed(): RelinkError {
  return new RelinkError('directory-unavailable', {
    detail: 'The service is stopping; ask again after its restart.',
    retryable: true
  })
}
