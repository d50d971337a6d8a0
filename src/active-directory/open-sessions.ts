import { RelinkError } from '../errors.ts'
import type { Server } from './check-settings.ts'
import type { Opener } from './create-opener.ts'
import { findMissing } from './find-missing.ts'
import { HeldByNobody } from './held-by-nobody.ts'
import { asSession, type Connection, type Session } from './open-session.ts'
import { shareDomains } from './share-domains.ts'

/** A connection to this server: a new one, or one that is open. Throws as Opener.openOn does. */
export type Take = (server: Server) => Promise<Connection>

/**
 * Sessions that together hold all that is asked for (no bases: all that any server holds), each
 * domain on the first server in order that can be reached and holds it. Throws
 * 'directory-unavailable' when a part has nobody who answers for it, naming the part, or the
 * signal's reason.
 */
export async function openSessions(
  opener: Opener,
  baseDns: readonly string[],
  take: Take,
  signal: AbortSignal
): Promise<readonly Session[]> {
  const reached: Connection[] = []
  const faults: RelinkError[] = []
  for (const server of opener.inOrder()) {
    if (!isOfUse(server, opener, baseDns, reached)) continue
    await take(server).then(
      connection => reached.push(connection),
      error => faults.push(passing(error, signal))
    )
  }
  const missing = whatIsMissing(opener, baseDns, reached)
  if (missing.length > 0 || reached.length === 0) throw unanswered(missing, faults)
  if (baseDns.length === 0) checkOneForest(opener)
  return share(opener, baseDns, reached)
}

/**
 * | what it holds | it is asked                                                            |
 * |---------------|------------------------------------------------------------------------|
 * | is known      | when it holds something that is still missing                          |
 * | is not        | when something is missing; or, asked for all, once, unless it just failed |
 */
function isOfUse(
  server: Server,
  opener: Opener,
  baseDns: readonly string[],
  reached: readonly Connection[]
): boolean {
  const holdings = opener.holdingsOf(server)
  const missing = whatIsMissing(opener, baseDns, reached)
  if (!holdings) {
    const isToBeLearned = baseDns.length === 0 && !opener.rests(server)
    return missing.length > 0 || reached.length === 0 || isToBeLearned
  }
  const withIt = whatIsMissing(opener, baseDns, [...reached, { holdings }])
  return withIt.length < missing.length
}

function whatIsMissing(
  opener: Opener,
  baseDns: readonly string[],
  reached: readonly Pick<Connection, 'holdings'>[]
): readonly string[] {
  const known = opener.inOrder().map(server => opener.holdingsOf(server))
  return findMissing({
    baseDns,
    known: known.filter(holdings => holdings !== undefined),
    reached: reached.map(({ holdings }) => holdings),
    isAllKnown: !known.includes(undefined)
  })
}

/** What the other servers would answer as well is thrown. */
function passing(error: unknown, signal: AbortSignal): RelinkError {
  signal.throwIfAborted()
  if (error instanceof RelinkError && error.details.retryable === true) return error
  throw error
}

function unanswered(missing: readonly string[], faults: readonly RelinkError[]): RelinkError {
  if (faults.length === 0) return new HeldByNobody(missing)
  const places = missing.join(' or ')
  const causes = faults.map(fault => fault.details.detail).join(' ')
  return new RelinkError('directory-unavailable', {
    detail: places ? `${causes} No other server answers for ${places}.` : causes,
    retryable: true,
    cause: faults.length === 1 ? faults[0]?.cause : new AggregateError(faults)
  })
}

/**
 * Within a forest every server names every domain, and one that is down from the start can't hide
 * any. Of another forest nobody tells: its people would be missing.
 */
function checkOneForest(opener: Opener): void {
  const forests = new Set(opener.inOrder().flatMap(each => opener.holdingsOf(each)?.forest ?? []))
  if (forests.size < 2) return
  throw new RelinkError('directory-unavailable', {
    detail:
      `The servers of DIRECTORY_URL are of several forests (${[...forests].join(' and ')}): name ` +
      'each domain to be read in DIRECTORY_BASE_DN.'
  })
}

function share(
  opener: Opener,
  baseDns: readonly string[],
  reached: readonly Connection[]
): readonly Session[] {
  const known = opener.inOrder().flatMap(server => opener.holdingsOf(server) ?? [])
  const holdings = reached.map(each => each.holdings)
  return shareDomains(known, holdings, baseDns)
    .map((layout, i) => ({ layout, connection: reached[i] }))
    .flatMap(({ layout, connection }) =>
      connection && layout.bases.length > 0 ? [asSession(connection, layout)] : []
    )
}
