import type { Domain } from '../model/account.ts'
import type { User } from '../model/user.ts'
import { fold, nameKeys } from './logon-name.ts'

/** What of a record answers to a name that was asked for, in any spelling; the surest first. */
export function foundBy(
  user: User,
  name: string,
  domains: readonly Domain[]
): 'systemuserid' | 'logon-name' | 'mail' | undefined {
  const asked = fold(name)
  if (asked === '') return undefined
  if (asked === user.systemUserId) return 'systemuserid'
  if (asked === fold(user.domainName)) return 'logon-name'
  const { logonName } = nameKeys(name, domains)
  const isSame =
    logonName !== undefined && logonName === nameKeys(user.domainName, domains).logonName
  if (isSame) return 'logon-name'
  return asked === fold(user.email ?? '') ? 'mail' : undefined
}
