import type { Account } from '../model/account.ts'
import { employeeIdsOfFew } from '../planning/account-index.ts'
import { fold } from '../planning/logon-name.ts'
import type { Context } from './context.ts'
import { logonNameKeys } from './logon-name-keys.ts'

/** The employee ids of these accounts, folded, without those that many share: they identify nobody. */
export async function ownEmployeeIds(
  { directory }: Context,
  accounts: readonly Account[],
  signal: AbortSignal
): Promise<ReadonlySet<string>> {
  const employeeIds = new Set(accounts.flatMap(account => fold(account.employeeId ?? '') || []))
  const sharers = await directory.findAccounts({ ...logonNameKeys([]), employeeIds }, signal)
  return employeeIdsOfFew(sharers)
}
