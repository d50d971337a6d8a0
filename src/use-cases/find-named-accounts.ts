import type { Domain } from '../model/account.ts'
import { indexAccounts, type AccountIndex } from '../planning/account-index.ts'
import { recordNameKey, spellings } from '../planning/logon-name.ts'
import type { Directory } from '../ports.ts'
import { writtenNameKeys } from './written-name-keys.ts'

/** The accounts that an operator's names lead to, and those that carry what looks like their UPN. */
export async function findNamedAccounts(
  directory: Directory,
  names: readonly string[],
  domains: readonly Domain[],
  signal: AbortSignal
): Promise<AccountIndex> {
  const written = names.flatMap(name => spellings(recordNameKey(name, domains), domains))
  const keys = writtenNameKeys(written, domains)
  return indexAccounts(await directory.findAccounts(keys, signal), domains)
}
