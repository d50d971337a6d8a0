import type { User } from '../model/user.ts'
import type { Claim } from './resolve-claims.ts'

/** One plain sentence or two that a service desk can paste into a ticket. */
export function explain(
  user: User,
  claim: Claim,
  { isParked = false, protectedReason }: { isParked?: boolean; protectedReason?: string } = {}
): string {
  if (protectedReason) return `This user is never changed. ${protectedReason}`
  return isParked ? parked(user, claim) : sentence(user, claim)
}

function parked(user: User, claim: Claim): string {
  const right = claim.account ? ` The right account is ${claim.account.logonName}.` : choices(claim)
  return `The record of ${user.fullName || user.systemUserId} is parked on the placeholder ${user.domainName}, so this person cannot log on.${right}`
}

function sentence(user: User, claim: Claim): string {
  const who = user.fullName || user.systemUserId
  const now = claim.account?.logonName ?? ''
  const old = user.domainName
  switch (claim.kind) {
    case 'inSync':
      return claim.confidence === 'weak' && !claim.provesLink
        ? `An account named ${old} exists, but nothing else shows that it is ${who}'s.`
        : `The record of ${who} leads to the right account, ${now}.`
    case 'renamed':
      return `The account of ${who} is now called ${now}, but Dynamics still looks for ${old}, so this person cannot log on.${switchedOff(claim)}`
    case 'moved':
      return `The account of ${who} moved to another domain and is now ${now}, but Dynamics still looks for ${old}, so this person cannot log on.${switchedOff(claim)}`
    case 'nameReused':
      return nameReused(who, old, claim)
    case 'recreated':
      return recreated(who, old, claim)
    case 'orphaned':
      return `No account answers to ${old}, the logon name of ${who}.${choices(claim)}`
    case 'ambiguous':
      return `No account answers to ${old}, and more than one could be that of ${who}.${choices(claim)}`
    case 'conflict':
      return `The record of ${who} (${old}) and that of ${rivals(claim)} both seem to belong to the account ${now}. Decide which is right before anything is changed.`
  }
}

function nameReused(who: string, old: string, claim: Claim): string {
  if (claim.confidence === 'weak') {
    return `The account ${old} seems to belong to somebody else now, not to ${who}.${choices(claim)}`
  }
  return `The logon name ${old} in the record of ${who} belongs to somebody else now; the right account is ${claim.account?.logonName ?? 'unknown'}. Treat as urgent: the wrong person is named in this record.`
}

function recreated(who: string, old: string, claim: Claim): string {
  const what = `account ${old} of ${who} was deleted and made again, so Dynamics no longer recognises it and this person cannot log on.`
  return claim.confidence === 'weak'
    ? `Probably the ${what} Ask whether ${claim.account?.logonName ?? old} is this person's account, then plan it by \`targets\`.`
    : `The ${what}${switchedOff(claim)}`
}

function choices({ candidates = [] }: Claim): string {
  const names = candidates.map(account => account.logonName)
  return names.length === 0
    ? ' Find out which account is right, then plan it by `targets`; if the person has left, disable the record.'
    : ` Possible: ${names.join(', ')}. Ask which is right, then plan it by \`targets\`.`
}

function rivals({ rivals = [] }: Claim): string {
  return rivals.map(user => `${user.fullName} (${user.domainName})`).join(', ')
}

function switchedOff({ account }: Claim): string {
  return account && !account.isEnabled ? ' The account is disabled in Active Directory.' : ''
}
