import type { User } from '../model/user.ts'
import { logonNameFault } from './logon-name-fault.ts'
import type { Claim } from './resolve-claims.ts'

/**
 * What comes next, in a sentence for the service desk.
 *
 * | found                    | next                                                              |
 * |--------------------------|-------------------------------------------------------------------|
 * | a placeholder as link    | is said first, then the same as without a link                    |
 * | several records          | decide which is right                                             |
 * | an account out of sight  | let the service see it                                            |
 * | a stranger's account     | ask whose it is                                                   |
 * | in sync                  | nothing; where nothing proves it, unless the person can't log on  |
 * | an account, certain      | a remap, and what to look at beside it                            |
 * | an account, weak         | ask whether it is this person's                                   |
 * | none, or only candidates | ask which is right; with none at all, restore it or find out      |
 */
export function adviseOn(user: User, claim: Claim): string {
  const advice = adviseOnClaim(user, claim)
  if (claim.doubt !== 'linkedToPlaceholder') return advice
  const rest = `${advice.charAt(0).toLowerCase()}${advice.slice(1)}`
  return `The link baseline names a placeholder, which is nobody's account: ${rest}`
}

function adviseOnClaim(user: User, claim: Claim): string {
  const { kind, account, confidence, doubt } = claim
  if (kind === 'conflict') return 'Decide which record is right, then plan that one by `targets`.'
  if (doubt === 'outOfScope') return letSee
  if (doubt === 'otherPerson') return askWhose(claim)
  if (kind === 'inSync') return nothing(claim)
  if (doubt === 'sharedName') return askWhy(account?.logonName ?? '')
  if (account) return confidence === 'weak' ? askWhether(account.logonName) : remap(claim)
  return askWhich(user, claim)
}

const letSee =
  'Widen DIRECTORY_BASE_DN or DIRECTORY_USER_FILTER until this service sees that account, then detect again.'

function askWhose({ kind }: Claim): string {
  const plan = kind === 'inSync' ? '' : ', then plan the right one by `targets`'
  return `Ask whose account it is${plan}; if the person of the record has left, disable the record.`
}

function nothing({ confidence, provesLink }: Claim): string {
  return confidence === 'weak' && !provesLink
    ? 'Nothing needs to be done unless this person cannot log on.'
    : 'Nothing needs to be done.'
}

function askWhy(logonName: string): string {
  return `Find out why another account is called ${logonName} as well before anything is changed.`
}

function askWhether(logonName: string): string {
  return `Ask whether ${logonName} is this person's account, then plan it by \`targets\`.`
}

function remap({ account, doubt }: Claim): string {
  const off = account?.isEnabled === false ? ', but the account is disabled as well' : ''
  const check =
    doubt === 'attributesDiffer'
      ? '; first check that it is still the same person, because mail address or name differ'
      : ''
  return `A remap to ${account?.logonName ?? ''} puts this right${off}${check}.`
}

function askWhich(user: User, { candidates = [], deletedAt }: Claim): string {
  const names = candidates.map(account => account.logonName)
  if (names.length > 1) {
    return `Ask which account is right (possible: ${names.join(', ')}), then plan it by \`targets\`.`
  }
  const [only] = names
  if (only !== undefined) return askWhether(only)
  return deletedAt === undefined ? findOut(logonNameFault(user.domainName)) : restore(deletedAt)
}

function restore(deletedAt: string): string {
  return `Its account was deleted on ${deletedAt.slice(0, 10)}: if that was a mistake, restore it; else ${find}`
}

function findOut(fault: string | undefined): string {
  return fault ? `${fault.slice(0, -1)}; ${find}` : `F${find.slice(1)}`
}

const find =
  'find out which account is right, then plan it by `targets`, or disable the record if this person has left.'
