import type { Account, Domain } from '../model/account.ts'
import type { Difference } from '../model/user-explanation.ts'
import type { User } from '../model/user.ts'
import { mailAddresses } from './account-index.ts'
import { fold, isSame, nameKeys } from './logon-name.ts'

/**
 * What the two sides say differently, where both say something.
 *
 * | field     | differs when                                            | counted as    |
 * |-----------|---------------------------------------------------------|---------------|
 * | logonName | the record's name, in any spelling, is not the account's | (the mismatch) |
 * | status    | one side alone is switched off                          | statusDiffers |
 * | firstName, lastName | not the same but for case                     | profileDiffers |
 * | mail      | it is none of the account's addresses                   | profileDiffers |
 */
export function findDifferences(
  user: User,
  account: Account,
  domains: readonly Domain[]
): readonly Difference[] {
  return [
    ...logonNameDifference(user, account, domains),
    ...statusDifference(user, account),
    ...profileDifferences(user, account)
  ]
}

export function statusDiffers(user: User, account: Account): boolean {
  return statusDifference(user, account).length > 0
}

export function profileDiffers(user: User, account: Account): boolean {
  return profileDifferences(user, account).length > 0
}

function logonNameDifference(
  { domainName }: User,
  { logonName, userPrincipalName }: Account,
  domains: readonly Domain[]
): readonly Difference[] {
  const keys = nameKeys(domainName, domains)
  const isNamed = keys.logonName === fold(logonName) || keys.upn === fold(userPrincipalName ?? '')
  return isNamed ? [] : [{ field: 'logonName', dynamics: domainName, directory: logonName }]
}

function statusDifference({ isDisabled }: User, { isEnabled }: Account): readonly Difference[] {
  if (isDisabled !== isEnabled) return []
  const [on, off] = ['enabled', 'disabled'] as const
  return [{ field: 'status', dynamics: isDisabled ? off : on, directory: isEnabled ? on : off }]
}

function profileDifferences(user: User, account: Account): readonly Difference[] {
  return [
    ...difference('firstName', user.firstName, account.givenName),
    ...difference('lastName', user.lastName, account.surname),
    ...mailDifference(user, mailAddresses(account))
  ]
}

function mailDifference({ email }: User, known: readonly string[]): readonly Difference[] {
  const [primary] = known
  const isKnown = known.some(address => isSame(address, email ?? ''))
  return isKnown ? [] : difference('mail', email, primary)
}

function difference(
  field: Difference['field'],
  dynamics: string | undefined,
  directory: string | undefined
): readonly Difference[] {
  if (dynamics === undefined || directory === undefined) return []
  return isSame(dynamics, directory) ? [] : [{ field, dynamics, directory }]
}
