import type { Evidence } from '../model/mismatch.ts'
import type { User } from '../model/user.ts'
import { adviseOn } from './advise-on.ts'
import type { Claim } from './resolve-claims.ts'

/** Two plain sentences to paste into a ticket: what happened to whom, and what comes next. */
export function explain(
  user: User,
  claim: Claim,
  isParked = false,
  protectedReason?: string
): string {
  if (protectedReason) return `This user is never changed. ${protectedReason}`
  return `${whatHappened(user, claim, isParked)} ${adviseOn(user, claim)}`
}

function whatHappened(user: User, claim: Claim, isParked: boolean): string {
  const who = user.fullName || user.systemUserId
  const old = user.domainName
  const now = claim.account?.logonName ?? ''
  if (claim.doubt === 'outOfScope') return outOfScope(who, claim)
  if (isParked && claim.kind !== 'conflict') {
    return `The record of ${who} is parked on the placeholder ${old}, so this person cannot log on.`
  }
  switch (claim.kind) {
    case 'inSync':
      return inSync(who, old, now, claim)
    case 'renamed':
      return renamed(who, old, now, 'is now called', claim)
    case 'moved':
      return renamed(who, old, now, 'moved to another domain and is now', claim)
    case 'nameReused':
      return nameReused(who, old, now, claim)
    case 'recreated':
      return recreated(who, old, claim)
    case 'orphaned':
      return `No account answers to ${old}, the logon name of ${who}, so this person cannot log on.`
    case 'ambiguous':
      return `No one account answers to ${old}, the logon name of ${who}, so this person cannot log on, and several could be the right one.`
    case 'conflict':
      return `The records of ${[user, ...(claim.rivals ?? [])].map(nameRecord).join(' and ')} seem to belong to one account, ${now}, so only one of them can be right.`
  }
}

/** The record may well be right: nobody can tell without seeing its account. */
function outOfScope(who: string, { evidence }: Claim): string {
  const where = evidence.find(each => each.fact === 'out-of-scope')?.directory ?? ''
  return `The account that the record of ${who} is linked to exists, but where this service does not look (${where}).`
}

function inSync(who: string, old: string, now: string, claim: Claim): string {
  if (claim.doubt === 'otherPerson') {
    return `The record of ${who} leads to the account that it is linked to, ${now}, but this seems to be another person's by now.`
  }
  return claim.confidence === 'weak' && !claim.provesLink
    ? `The account ${old} exists, but too little shows that it belongs to ${who}.`
    : `The record of ${who} leads to the right account, ${now}.`
}

function renamed(who: string, old: string, now: string, what: string, claim: Claim): string {
  if (claim.doubt === 'otherPerson') {
    return `The account that the record of ${who} is linked to is now called ${now} and seems to be another person's, and nobody can log on as ${old}.`
  }
  if (claim.doubt === 'sharedName') {
    return `The account of ${who} ${what} ${now}, but so is another one, and nobody can log on as ${old}.`
  }
  return claim.doubt === 'madeLater'
    ? `No account answers to ${old}, the logon name of ${who}, so this person cannot log on; ${now} looks right, but was made later than the record.`
    : `The account of ${who}${recognised(claim)} ${what} ${now}, but Dynamics still looks for ${old}, so this person cannot log on.`
}

/** Where the link was not known: what gave the account away. */
function recognised({ confidence, evidence }: Claim): string {
  const facts = evidence.filter(each => each.agrees).flatMap(each => words[each.fact] ?? [])
  return confidence === 'strong' ? `, recognised by ${inWords(facts)},` : ''
}

function inWords(facts: readonly string[]): string {
  return facts.join(', ').replace(/, (?=[^,]*$)/, ' and ')
}

const words: Partial<Record<Evidence['fact'], string>> = {
  'employee-id': 'employee number',
  mail: 'mail address',
  'user-principal-name': 'mail address',
  'display-name': 'name'
}

function nameReused(who: string, old: string, now: string, claim: Claim): string {
  const holder = claim.nameHolder?.displayName
  const somebody = holder ? `somebody else now (${holder})` : 'somebody else now'
  const name = `${old}, the logon name in the record of ${who},`
  if (claim.doubt === 'otherPerson') {
    return `${name} belongs to ${somebody}, and ${now}, which the record is linked to, seems to be another person's too, so this person cannot log on.`
  }
  return claim.account
    ? `Urgent: ${name} belongs to ${somebody}, and this person, whose account is called ${now}, cannot log on.`
    : `${name} seems to belong to ${somebody}, so this person probably cannot log on.`
}

function recreated(who: string, old: string, claim: Claim): string {
  if (claim.doubt === 'otherPerson') {
    return `The account ${old} was made again and seems to be another person's by now, so ${who} cannot log on.`
  }
  return claim.confidence === 'weak'
    ? `The account ${old} of ${who} was probably deleted and made again, so this person cannot log on.`
    : `The account ${old} of ${who} was deleted and made again, so Dynamics no longer recognises it and this person cannot log on.`
}

function nameRecord({ fullName, systemUserId, domainName }: User): string {
  return `${fullName || systemUserId} (${domainName})`
}
