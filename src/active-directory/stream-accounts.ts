import type { Entry } from 'ldapts'
import type { Account } from '../model/account.ts'
import type { Mark, Untold } from '../model/changes.ts'
import type { Log } from '../ports.ts'
import { accountSearch } from './account-search.ts'
import { asUnavailable } from './as-unavailable.ts'
import { markAccounts } from './changed-accounts.ts'
import type { CheckedSettings } from './check-settings.ts'
import type { Opener } from './create-opener.ts'
import type { Connection, Session } from './open-session.ts'
import { openSessions, type Take } from './open-sessions.ts'
import { readAccounts } from './read-accounts.ts'

/**
 * Every account, a page at a time, one domain after the other, over connections of its own. Where
 * these servers stand, `marked` is told first: by the same connections, since a name may stand for
 * several servers, of which one is behind. Pages
 * that were given can't be taken back: when a connection is lost midway this throws, and the scan
 * must start again.
 */
export async function* streamAccounts(
  opener: Opener,
  settings: CheckedSettings,
  log: Log,
  signal: AbortSignal,
  marked?: (mark: Mark | Untold) => void
): AsyncGenerator<readonly Account[], void, undefined> {
  const { baseDns, userFilter } = settings
  const opened: Connection[] = []
  const take: Take = async server => {
    const connection = await opener.openOn(server, signal)
    opened.push(connection)
    return connection
  }
  let refused = 0
  try {
    let sessions = await openSessions(opener, baseDns, take, signal)
    if (marked) {
      marked(await markAccounts(sessions, settings, signal))
      const isLost = sessions.some(session => !session.isOpen)
      if (isLost) sessions = await openSessions(opener, baseDns, take, signal)
    }
    for (const session of sessions) {
      for await (const entries of pagesOf(session, opener, userFilter, signal)) {
        const accounts = readAccounts(entries, session.layout.domains, log)
        refused += entries.length - accounts.length
        if (accounts.length > 0) yield accounts
      }
    }
  } finally {
    for (const connection of opened) connection.close()
  }
  // Somebody who may not read whenCreated, for one, sees an empty directory.
  if (refused > 0) log.warn({ refused }, 'entries lack what an account needs; debug names them')
}

async function* pagesOf(
  session: Session,
  opener: Opener,
  userFilter: CheckedSettings['userFilter'],
  signal: AbortSignal
): AsyncGenerator<readonly Entry[], void, undefined> {
  try {
    for (const baseDn of session.layout.bases) {
      yield* session.pages(baseDn, accountSearch(userFilter), signal)
    }
  } catch (error) {
    signal.throwIfAborted()
    if (!session.isOpen) opener.failed(session.server)
    throw asUnavailable(error, session.server)
  }
}
