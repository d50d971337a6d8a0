import type { ResolvedAccount, ResolveName, UserRow } from '../user-row.ts'
import { refusal, type Refusal } from './refusals.ts'
import type { UserTable } from './user-table.ts'

/** Fields of a person that Dynamics takes from Active Directory when a record is linked. */
export type DirectoryFields = Partial<
  Pick<
    UserRow,
    | 'firstname'
    | 'lastname'
    | 'internalemailaddress'
    | 'address1_telephone1'
    | 'homephone'
    | 'address1_city'
    | 'address1_stateorprovince'
  >
>

/** How look-ups end where real organizations differ or nobody has said. */
export interface LinkRules {
  readonly resolveName: ResolveName
  /** How an unknown logon name is refused; by its code if absent. */
  readonly unknownName?: 'ObjectNotFoundInAD' | 'LookupAccountNameFailed'
  /** Whether an account that is disabled in AD is refused; nobody has said, so no if absent. */
  readonly disabledPlaceholderRefused?: boolean
  /** What a changed logon name overwrites, by the new account; nothing if absent. */
  readonly rewritesNames?: (account: ResolvedAccount) => DirectoryFields
}

/**
 * What a written `domainname` does:
 *
 * | value | account | its GUID | |
 * |---|---|---|---|
 * | unchanged | is not looked up | stays | written (fkbase.info: a re-created account stays lost) |
 * | changed | unknown to AD | | refused |
 * | changed | known | held by any row, this and disabled ones included | refused (CE docs: "when it locates an existing record with the same GUID, the mapping will fail") |
 * | changed | known | free | written, linked |
 */
export async function linkAccount(
  table: UserTable,
  rules: LinkRules,
  row: UserRow,
  domainname: string | null | undefined
): Promise<Partial<UserRow> | Refusal> {
  if (!isChanged(row, domainname)) return {}
  const account = await lookUp(rules, domainname)
  if ('code' in account) return account
  if (table.holderOf(account.objectGuid) !== undefined) return refusal('UserAlreadyExists')
  return { ...rules.rewritesNames?.(account), activedirectoryguid: account.objectGuid }
}

export function isChanged(
  row: UserRow,
  domainname: string | null | undefined
): domainname is string {
  return typeof domainname === 'string' && !sameText(row.domainname, domainname)
}

/** SQL Server's usual collation for Dynamics ignores case. */
function sameText(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase()
}

async function lookUp(rules: LinkRules, name: string): Promise<ResolvedAccount | Refusal> {
  try {
    const account = await rules.resolveName(name)
    if (account === undefined) return refusal(rules.unknownName ?? 'ObjectNotFoundInAD')
    const isRefused = rules.disabledPlaceholderRefused === true && !account.isEnabled
    return isRefused ? refusal('InvalidDomainName') : account
  } catch {
    return refusal('GenericActiveDirectoryError')
  }
}
