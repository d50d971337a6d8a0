import type { Account, Domain } from '../model/account.ts'
import type { Link } from '../model/link.ts'
import type { Confidence, Evidence, MismatchKind } from '../model/mismatch.ts'
import { present } from '../model/present.ts'
import type { User } from '../model/user.ts'
import type { AccountIndex } from './account-index.ts'
import { comparePeople, createdEvidence, isYounger } from './compare-people.ts'
import { domainOf, nameKeys } from './logon-name.ts'

/** What one record and the directory say together, before anybody else's claim is heard. */
export interface Correlation {
  readonly kind: 'inSync' | MismatchKind
  readonly confidence: Confidence
  /** The account that the record should lead to, where one can be named. */
  readonly account?: Account
  /** For `nameReused`: who has the record's name now. */
  readonly nameHolder?: Account
  /** In sync, and attributes say so: the link enters the baseline. */
  readonly provesLink?: true
  /** Accounts that may be this person's, for a human to choose from. */
  readonly candidates?: readonly Account[]
  readonly evidence: readonly Evidence[]
}

/**
 * The link decides where it is known; attributes speak only where it is not. A name alone proves
 * nothing.
 *
 * | link    | its account      | account with the name | result                                   |
 * |---------|------------------|-----------------------|------------------------------------------|
 * | known   | has the name     | itself                | in sync, proven                          |
 * | known   | has another name | none                  | renamed (moved: other domain), proven    |
 * | known   | has another name | somebody else's       | nameReused, proven                       |
 * | known   | gone             | has the link's SID in its history | recreated, proven            |
 * | known   | gone             | attributes strong     | recreated, strong                        |
 * | known   | gone             | contradicts           | nameReused, weak                         |
 * | known   | gone             | else                  | recreated, weak                          |
 * | known   | gone             | none                  | orphaned, candidates offered             |
 * | unknown |                  | older, agrees         | in sync; the link enters the baseline    |
 * | unknown |                  | older, silent         | in sync, weak; enters nothing            |
 * | unknown |                  | contradicts           | nameReused, weak                         |
 * | unknown |                  | younger, else         | recreated, weak                          |
 * | unknown |                  | none                  | one strong candidate: renamed, strong;   |
 * |         |                  |                       | several: ambiguous; none: orphaned       |
 *
 * A placeholder is nobody's account: a record on one is judged as if no account had its name.
 */
export function correlate(
  user: User,
  link: Link | undefined,
  accounts: AccountIndex,
  domains: readonly Domain[],
  isParked = false
): Correlation {
  const named = isParked ? undefined : accounts.named(user.domainName)
  if (!link) return named ? judgeName(user, named, accounts) : searchPerson(user, accounts, domains)
  const linked = linkedAccount(link, accounts)
  if (linked) return followLink(user, link, linked, named, domains)
  return named ? judgeRecreated(user, link, named, accounts) : offerCandidates(user, link, accounts)
}

/** By GUID; else by SID history: an account migrated from another forest is the same person's. */
function linkedAccount(link: Link, accounts: AccountIndex): Account | undefined {
  const { objectGuid, objectSid } = link
  return accounts.withGuid(objectGuid) ?? (objectSid ? accounts.withSid(objectSid) : undefined)
}

function followLink(
  user: User,
  link: Link,
  linked: Account,
  named: Account | undefined,
  domains: readonly Domain[]
): Correlation {
  const isNamed = named?.objectGuid === linked.objectGuid
  const evidence = [linkEvidence(link, linked), nameEvidence(user, named, isNamed)]
  const proven = { confidence: 'proven', account: linked, evidence } as const
  const isSameAccount = linked.objectGuid === link.objectGuid
  if (isNamed) {
    return { ...proven, kind: isSameAccount ? 'inSync' : 'recreated' }
  }
  if (named) return { ...proven, kind: 'nameReused', nameHolder: named }
  return { ...proven, kind: isMoved(user, linked, domains) ? 'moved' : 'renamed' }
}

function judgeRecreated(
  user: User,
  link: Link,
  named: Account,
  accounts: AccountIndex
): Correlation {
  const { evidence: likeness, isStrong, contradicts } = comparePeople(user, named)
  const evidence = [linkEvidence(link, undefined), ...likeness, createdEvidence(user, named)]
  if (contradicts) return suspectReuse(user, named, accounts, evidence)
  const confidence = isStrong ? 'strong' : 'weak'
  return { kind: 'recreated', confidence, account: named, evidence }
}

/** Somebody else seems to have the name, and nothing says which account is this person's. */
function suspectReuse(
  user: User,
  nameHolder: Account,
  accounts: AccountIndex,
  evidence: readonly Evidence[]
): Correlation {
  const candidates = accounts.alike(user).filter(each => each.objectGuid !== nameHolder.objectGuid)
  return { kind: 'nameReused', confidence: 'weak', nameHolder, candidates, evidence }
}

function offerCandidates(user: User, link: Link, accounts: AccountIndex): Correlation {
  const candidates = accounts.alike(user)
  return {
    kind: 'orphaned',
    confidence: 'proven',
    candidates,
    evidence: [linkEvidence(link, undefined), ...candidates.map(candidateEvidence)]
  }
}

function judgeName(user: User, named: Account, accounts: AccountIndex): Correlation {
  const { evidence: likeness, agrees, contradicts, isStrong } = comparePeople(user, named)
  const byName = nameEvidence(user, named, !contradicts)
  const evidence = [byName, ...likeness, createdEvidence(user, named)]
  if (contradicts) return suspectReuse(user, named, accounts, evidence)
  if (isYounger(named, user)) {
    return { kind: 'recreated', confidence: 'weak', account: named, evidence }
  }
  const confidence = isStrong ? 'strong' : 'weak'
  return {
    kind: 'inSync',
    confidence,
    account: named,
    evidence,
    ...(agrees && { provesLink: true })
  }
}

function searchPerson(user: User, accounts: AccountIndex, domains: readonly Domain[]): Correlation {
  const alike = accounts.alike(user)
  const strong = alike.filter(account => comparePeople(user, account).isStrong)
  const [only] = strong
  if (only && strong.length === 1) {
    return {
      kind: isMoved(user, only, domains) ? 'moved' : 'renamed',
      confidence: 'strong',
      account: only,
      evidence: [nameEvidence(user, undefined, false), ...comparePeople(user, only).evidence]
    }
  }
  const candidates = strong.length > 0 ? strong : alike
  return {
    kind: strong.length > 1 ? 'ambiguous' : 'orphaned',
    confidence: 'weak',
    candidates,
    evidence: [nameEvidence(user, undefined, false), ...candidates.map(candidateEvidence)]
  }
}

function isMoved(user: User, account: Account, domains: readonly Domain[]): boolean {
  const { logonName } = nameKeys(user.domainName, domains)
  return logonName !== undefined && domainOf(logonName) !== domainOf(account.logonName)
}

function linkEvidence(link: Link, linked: Account | undefined): Evidence {
  const bySid = linked !== undefined && linked.objectGuid !== link.objectGuid
  return present({
    fact: bySid ? ('sid-history' as const) : ('link-baseline' as const),
    dynamics: bySid ? link.objectSid : link.objectGuid,
    directory: bySid ? linked.logonName : linked?.objectGuid,
    agrees: linked !== undefined
  })
}

/** That some account has the name agrees with nothing, unless it is this person's. */
function nameEvidence(user: User, named: Account | undefined, agrees: boolean): Evidence {
  return present({
    fact: 'logon-name' as const,
    dynamics: user.domainName,
    directory: named?.logonName,
    agrees
  })
}

function candidateEvidence(account: Account): Evidence {
  return { fact: 'candidate', directory: account.logonName, agrees: true }
}
