import type { Account } from '../model/account.ts'
import type { Log } from '../ports.ts'
import { accountSearch } from './account-search.ts'
import type { Session } from './open-session.ts'
import { readAccounts } from './read-accounts.ts'

/**
 * The accounts directly in the unit. DIRECTORY_USER_FILTER says whose links are looked after, and
 * may well leave placeholders out: it does not hold here.
 */
export async function accountsInUnit(
  { layout, all }: Session,
  unitDn: string,
  log: Log,
  signal: AbortSignal
): Promise<readonly Account[]> {
  const search = { ...accountSearch(), scope: 'one' as const }
  const entries = await all(unitDn, search, signal)
  return readAccounts(entries, layout.domains, log)
}
