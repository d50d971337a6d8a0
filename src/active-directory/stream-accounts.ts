import type { Account } from '../model/account.ts'
import type { Log } from '../ports.ts'
import { accountSearch } from './account-search.ts'
import { asUnavailable } from './as-unavailable.ts'
import type { CheckedSettings } from './check-settings.ts'
import type { Opener } from './create-opener.ts'
import type { Session } from './open-session.ts'
import { readAccounts } from './read-accounts.ts'

/**
 * Every account, a page at a time, over a connection of its own. Pages that were given can't be
 * taken back: when the connection is lost midway this throws, and the scan must start again.
 */
export async function* streamAccounts(
  opener: Opener,
  { userFilter }: CheckedSettings,
  log: Log,
  signal: AbortSignal
): AsyncGenerator<readonly Account[], void, undefined> {
  const session = await opener.open(signal)
  try {
    yield* readBases(session, userFilter, log, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (!session.isOpen) opener.failed(session)
    throw asUnavailable(error, session.server)
  } finally {
    session.close()
  }
}

async function* readBases(
  { layout, pages }: Session,
  userFilter: CheckedSettings['userFilter'],
  log: Log,
  signal: AbortSignal
): AsyncGenerator<readonly Account[], void, undefined> {
  let refused = 0
  for (const baseDn of layout.bases) {
    for await (const entries of pages(baseDn, accountSearch(userFilter), signal)) {
      const accounts = readAccounts(entries, layout.domains, log)
      refused += entries.length - accounts.length
      if (accounts.length > 0) yield accounts
    }
  }
  // Somebody who may not read whenCreated, for one, sees an empty directory.
  if (refused > 0) log.warn({ refused }, 'entries lack what an account needs; debug names them')
}
