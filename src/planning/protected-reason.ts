import type { Domain } from '../model/account.ts'
import type { User } from '../model/user.ts'
import { fold, recordNameKey } from './logon-name.ts'

export interface Protection {
  /** The service's own record. */
  readonly callerId: string
  /** Logon names or ids an operator named; folded, in the form of `recordNameKey`. */
  readonly names: ReadonlySet<string>
  /** objectGUIDs of the members of protected groups. */
  readonly memberGuids: ReadonlySet<string>
  readonly domains: readonly Domain[]
}

/** Why a record is never touched; `undefined` when it may be. One sentence for people. */
export function protectedReason(
  user: User,
  protection: Protection,
  accountGuid?: string
): string | undefined {
  return specialReason(user, protection.callerId) ?? namedReason(user, protection, accountGuid)
}

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

function namedReason(
  user: User,
  { names, memberGuids, domains }: Protection,
  accountGuid: string | undefined
): string | undefined {
  const isNamed =
    names.has(recordNameKey(user.domainName, domains)) ||
    names.has(fold(user.systemUserId)) ||
    names.has(fold(user.domainName))
  if (isNamed) return 'It is on the list of protected users.'
  if (accountGuid && memberGuids.has(accountGuid)) return 'It is a member of a protected group.'
  return undefined
}
