import type { Log, UnitAccount } from '../ports.ts'
import { present } from '../model/present.ts'
import { accountSearch } from './account-search.ts'
import type { Session } from './open-session.ts'
import { readPlaceholderMark } from './placeholder-mark.ts'
import { accountAttributes } from './read-account.ts'
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
): Promise<readonly UnitAccount[]> {
  const attributes = [...accountAttributes, 'description']
  const search = { ...accountSearch(), attributes, scope: 'one' as const }
  const entries = await all(unitDn, search, signal)
  return entries.flatMap(entry => {
    const madeFor = readPlaceholderMark(entry)
    const accounts = readAccounts([entry], layout.domains, log)
    return accounts.map(account => ({ ...account, ...present({ madeFor }) }))
  })
}
