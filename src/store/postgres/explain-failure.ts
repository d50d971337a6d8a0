import { RelinkError } from '../../errors.ts'

/**
 * What a failure of the server or of the way to it means and what to do. What is neither, a broken
 * constraint for one, comes back as it is. `server`: host, port and database, no secret.
 */
export function explainFailure(error: unknown, server: string): unknown {
  const remedy = remedyOf(error)
  return remedy === undefined
    ? error
    : new RelinkError('store-unavailable', {
        detail: `${remedy(server)} (${codeOf(error) ?? wordsOf(error)})`,
        retryable: true,
        cause: error
      })
}

/** Whether the connection that it happened on is of no more use. */
export function isConnectionLost(error: unknown): boolean {
  return remedyOf(error) === unreachable
}

type Remedy = (server: string) => string

const unreachable: Remedy = server =>
  `PostgreSQL can't be reached at ${server}. Check that it runs, the name and port in DATABASE_URL, and the network between.`

function remedyOf(error: unknown): Remedy | undefined {
  const code = codeOf(error)
  if (code === undefined) return brokenOff.test(wordsOf(error)) ? unreachable : undefined
  return remedies.find(([pattern]) => pattern.test(code))?.[1]
}

/** What the driver says, without a code, when a connection ends or answers too late. */
const brokenOff = /terminat|timeout|timed out|not queryable|socket|SSL|certificate/i

/** By SQLSTATE (PostgreSQL manual, appendix A), or the system's code. */
const remedies: readonly (readonly [RegExp, Remedy])[] = [
  [
    /^28/,
    server => `PostgreSQL at ${server} refuses the user or password that DATABASE_URL gives.`
  ],
  [/^3D/, server => `There is no such database at ${server}. Make it, or correct DATABASE_URL.`],
  [
    /^42501$/,
    server =>
      `The user of DATABASE_URL may not do this at ${server}. Make it the owner of the database.`
  ],
  [
    /^53[1-4]/,
    server =>
      `PostgreSQL at ${server} has no disk, memory or connections left. Give it more; then it works again.`
  ],
  [
    /^25006$/,
    server => `PostgreSQL at ${server} only reads. Point DATABASE_URL at the primary server.`
  ],
  // Shutting down, starting up, ended by an administrator or for being idle.
  [/^(57P0|08)/, unreachable],
  // Names and handshakes that fail, of sockets and of TLS.
  [/^(E[A-Z_]{3,}|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_)/, unreachable]
]

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown fault'
}
