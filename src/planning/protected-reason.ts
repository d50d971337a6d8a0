import type { Account, Domain } from '../model/account.ts'
import type { User } from '../model/user.ts'
import { fold } from './logon-name.ts'
import { protectedNames } from './protected-names.ts'

export interface Protection {
  /** The service's own record. */
  readonly callerId: string
  /** Ids, logon names and user principal names that an operator named; as `protectedNames` has them. */
  readonly names: ReadonlySet<string>
  /** objectGUIDs of the members of protected groups. */
  readonly memberGuids: ReadonlySet<string>
  readonly domains: readonly Domain[]
}

/** What is known of an account that is, was or may become a record's. */
export type ProtectedAccount = Pick<Account, 'objectGuid'> &
  Partial<Pick<Account, 'logonName' | 'userPrincipalName'>>

/**
 * Why a record is never touched; `undefined` when it may be. One sentence for people. `accounts`
 * are all that it may belong to: by link, by name, by what was found.
 */
export function protectedReason(
  user: User,
  protection: Protection,
  accounts: readonly (ProtectedAccount | undefined)[]
): string | undefined {
  return (
    specialReason(user, protection.callerId) ??
    listedReason(user, protection) ??
    accounts.map(account => account && accountReason(account, protection)).find(Boolean)
  )
}

/** Why an account may be given to nobody else, nor be a placeholder. */
export function accountReason(
  { objectGuid, logonName = '', userPrincipalName = '' }: ProtectedAccount,
  { names, memberGuids }: Protection
): string | undefined {
  if (memberGuids.has(objectGuid)) return 'It is a member of a protected group.'
  if (names.size === 0) return undefined
  return [logonName, userPrincipalName].some(name => names.has(fold(name))) ? isListed : undefined
}

const isListed = 'It is on the list of protected users.'

/** The kinds of users that Dynamics itself refuses to change. */
function specialReason(user: User, callerId: string): string | undefined {
  if (user.systemUserId === callerId) return 'It is the user that this service logs on as.'
  if (user.isIntegrationUser) return 'It is the INTEGRATION user of Dynamics.'
  if (['SYSTEM', 'INTEGRATION'].includes(user.fullName))
    return `It is the ${user.fullName} user of Dynamics.`
  if (user.accessMode === 3) return 'It is a support user.'
  if (user.accessMode === 5) return 'It is a delegated administrator.'
  if (user.applicationId !== undefined) return 'It is an application user.'
  if (user.isSetupUser) return 'It is a setup user.'
  if (user.domainName === '') return 'It has no logon name.'
  return undefined
}

function listedReason(user: User, { names, domains }: Protection): string | undefined {
  if (names.size === 0) return undefined
  const own = [...protectedNames([user.domainName], domains), user.systemUserId]
  return own.some(name => names.has(name)) ? isListed : undefined
}
