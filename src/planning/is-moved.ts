import type { Account, Domain } from '../model/account.ts'
import { domainOf, nameKeys } from './logon-name.ts'

/** Whether the account is in another domain than the name that its record had. */
export function isMoved(
  { formerName, domains }: { readonly formerName: string; readonly domains: readonly Domain[] },
  account: Account
): boolean {
  const { logonName } = nameKeys(formerName, domains)
  return logonName !== undefined && domainOf(logonName) !== domainOf(account.logonName)
}
