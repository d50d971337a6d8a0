import type { Account } from '../model/account.ts'
import type { Evidence } from '../model/mismatch.ts'
import { present } from '../model/present.ts'
import type { User } from '../model/user.ts'
import { mailAddresses } from './account-index.ts'
import { fold } from './logon-name.ts'

/** How far attributes say that a user and an account are the same person. */
export interface Resemblance {
  readonly evidence: readonly Evidence[]
  /** Two independent attributes agree and none contradicts. */
  readonly isStrong: boolean
  /** At least one agrees, and more agree than contradict. */
  readonly agrees: boolean
  readonly contradicts: boolean
}

type Weight = 'agrees' | 'contradicts' | 'neutral'
type Comparison = readonly [Evidence, Weight]

/**
 * | attribute    | agrees                          | contradicts          | neutral               |
 * |--------------|---------------------------------|----------------------|-----------------------|
 * | employee id  | equal                           | both known, unequal  | one unknown           |
 * | mail         | is mail or a proxy address      | both known, no match | one unknown           |
 * | UPN          | mail equals it, mail is another | never                | else                  |
 * | display name | same words in any order         | no word in common    | one in common: people marry |
 */
export function comparePeople(user: User, account: Account): Resemblance {
  const comparisons = [
    compareEmployeeIds(user, account),
    compareMail(user, account),
    compareUpn(user, account),
    compareNames(user, account)
  ].filter(each => each !== undefined)
  const count = (weight: Weight) => comparisons.filter(each => each[1] === weight).length
  const agreeing = count('agrees')
  const contradicting = count('contradicts')
  return {
    evidence: comparisons.map(each => each[0]),
    isStrong: agreeing >= 2 && contradicting === 0,
    agrees: agreeing > contradicting && !employeeIdsDiffer(user, account),
    contradicts:
      contradicting > 0 && (contradicting >= agreeing || employeeIdsDiffer(user, account))
  }
}

/** The record is older than the account: it must have been linked to another one. */
export function isYounger(account: Account, user: User): boolean {
  return account.whenCreated.slice(0, 19) > user.createdOn.slice(0, 19)
}

export function createdEvidence(user: User, account: Account): Evidence {
  return {
    fact: 'created',
    dynamics: user.createdOn,
    directory: account.whenCreated,
    agrees: !isYounger(account, user)
  }
}

function compareEmployeeIds(user: User, account: Account): Comparison | undefined {
  if (!user.employeeId || !account.employeeId) return undefined
  const agrees = fold(user.employeeId) === fold(account.employeeId)
  return weigh('employee-id', user.employeeId, account.employeeId, agrees, 'contradicts')
}

function employeeIdsDiffer(user: User, account: Account): boolean {
  return compareEmployeeIds(user, account)?.[1] === 'contradicts'
}

function compareMail(user: User, account: Account): Comparison | undefined {
  const known = mailAddresses(account)
  if (!user.email || known.length === 0) return undefined
  const match = known.find(address => address === fold(user.email ?? ''))
  return weigh('mail', user.email, match ?? known.join(' '), match !== undefined, 'contradicts')
}

/** Only where mail didn't say the same already: one address is one piece of evidence. */
function compareUpn(user: User, account: Account): Comparison | undefined {
  const upn = account.userPrincipalName
  if (!user.email || !upn || fold(upn) !== fold(user.email)) return undefined
  const isSaidByMail = mailAddresses(account).includes(fold(user.email))
  return isSaidByMail ? undefined : weigh('user-principal-name', user.email, upn, true, 'neutral')
}

function compareNames(user: User, account: Account): Comparison | undefined {
  const ours = words(user.fullName || `${user.firstName ?? ''} ${user.lastName ?? ''}`)
  const shown = account.displayName ?? `${account.givenName ?? ''} ${account.surname ?? ''}`
  const theirs = words(shown)
  if (ours.size === 0 || theirs.size === 0) return undefined
  const common = ours.intersection(theirs).size
  const agrees = common === ours.size && common === theirs.size
  return weigh('display-name', user.fullName, shown, agrees, common > 0 ? 'neutral' : 'contradicts')
}

function weigh(
  fact: Evidence['fact'],
  dynamics: string,
  directory: string | undefined,
  agrees: boolean,
  otherwise: Weight
): Comparison {
  return [present({ fact, dynamics, directory, agrees }), agrees ? 'agrees' : otherwise]
}

/** Words of a name without accents and order: "Müller, Anna" is "Anna Muller". */
function words(name: string): Set<string> {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return new Set(plain.split(/[^\p{L}\p{N}']+/u).filter(word => word !== ''))
}
