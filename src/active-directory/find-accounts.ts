import type { Filter } from 'ldapts'
import type { Account, AccountKeys } from '../model/account.ts'
import type { Log } from '../ports.ts'
import { accountSearch } from './account-search.ts'
import type { Session } from './open-session.ts'
import { planSearches } from './plan-searches.ts'
import { readAccounts } from './read-accounts.ts'

/** The accounts that fit any of the keys; each once. */
export async function findAccounts(
  { layout, pages }: Session,
  keys: AccountKeys,
  userFilter: Filter | undefined,
  log: Log,
  signal: AbortSignal
): Promise<readonly Account[]> {
  const found = new Map<string, Account>()
  for (const { baseDn, filter } of planSearches(keys, layout)) {
    for await (const entries of pages(baseDn, accountSearch(userFilter, filter), signal)) {
      for (const account of readAccounts(entries, layout.domains, log)) {
        found.set(account.objectGuid, account)
      }
    }
  }
  return [...found.values()]
}
