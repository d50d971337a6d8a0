import type { Filter } from 'ldapts'
import { accountFilter } from './account-search.ts'
import type { Session } from './open-session.ts'

/** Whether at least one account is to be seen. */
export async function hasAccounts(
  { layout, finds }: Session,
  userFilter: Filter | undefined,
  signal: AbortSignal
): Promise<boolean> {
  for (const baseDn of layout.bases) {
    const search = { filter: accountFilter(userFilter), attributes: ['1.1'] }
    if (await finds(baseDn, search, signal)) return true
  }
  return false
}
