import type { Account, Domain } from '../model/account.ts'
import type { Link } from '../model/link.ts'
import type { User } from '../model/user.ts'
import type { AccountIndex } from './account-index.ts'
import type { Correlation, Given } from './correlation.ts'
import { followLink } from './follow-link.ts'
import { judgeName, judgeRecreated } from './judge-name.ts'
import { upnOf } from './logon-name.ts'
import { offerCandidates, searchPerson } from './search-person.ts'

/**
 * The link decides where it is known; attributes speak only where it is not, or where they say that
 * its account is another person's by now. A name alone proves nothing.
 *
 * | link    | its account             | account with the name    | result                             |
 * |---------|-------------------------|--------------------------|------------------------------------|
 * | known   | has the name            | itself                   | in sync, proven                    |
 * | known   | has another name        | none                     | renamed (moved: other domain), proven |
 * | known   | has another name        | somebody else's          | nameReused, proven                 |
 * | known   | new, the SID in its history | itself               | recreated, proven; else as above   |
 * | known   | is a stranger's         | any but itself           | as above, but weak                 |
 * | known   | gone                    | attributes strong        | recreated, strong                  |
 * | known   | gone                    | contradicts, or another is more alike | nameReused, weak      |
 * | known   | gone                    | else                     | recreated, weak                    |
 * | known   | gone                    | none                     | orphaned, candidates offered       |
 * | known   | gone                    | several                  | ambiguous                          |
 * | unknown |                         | contradicts, or another is more alike | nameReused, weak      |
 * | unknown |                         | younger, else            | recreated, weak                    |
 * | unknown |                         | older, attributes strong | in sync; the link enters the baseline |
 * | unknown |                         | older, else              | in sync, weak; enters nothing      |
 * | unknown |                         | several                  | ambiguous                          |
 * | unknown |                         | none                     | one strong candidate: renamed, strong (weak if younger and no employee id agrees); several: ambiguous; none: orphaned |
 *
 * What makes a stranger: `follow-link.ts`. A placeholder is nobody's account: a record on one is
 * judged as if no account had its name.
 */
export function correlate(
  user: User,
  link: Link | undefined,
  accounts: AccountIndex,
  domains: readonly Domain[],
  isParked = false
): Correlation {
  const given: Given = {
    user,
    accounts,
    domains,
    upn: isParked ? undefined : upnOf(user.domainName),
    formerName: isParked ? (link?.domainName ?? '') : user.domainName
  }
  const bearers = isParked ? [] : accounts.allNamed(user.domainName)
  return doubtSharedName(
    link ? withLink(given, link, bearers) : withoutLink(given, bearers),
    accounts
  )
}

function withLink(given: Given, link: Link, bearers: readonly Account[]): Correlation {
  const linked = linkedAccount(link, given.accounts)
  if (linked) return followLink(given, link, linked, bearers)
  const [named, second] = bearers
  return named && !second
    ? judgeRecreated(given, link, named)
    : offerCandidates(given, link, bearers)
}

/** By GUID; else by SID history: an account migrated from another forest is the same person's. */
function linkedAccount(link: Link, accounts: AccountIndex): Account | undefined {
  const { objectGuid, objectSid } = link
  return accounts.withGuid(objectGuid) ?? (objectSid ? accounts.withSid(objectSid) : undefined)
}

function withoutLink(given: Given, bearers: readonly Account[]): Correlation {
  const [named, second] = bearers
  return named && !second ? judgeName(given, named) : searchPerson(given, bearers)
}

/** To write a name that could lead to two accounts is to hand one of them out by luck. */
function doubtSharedName(found: Correlation, accounts: AccountIndex): Correlation {
  const { kind, account } = found
  if (kind === 'inSync' || !account || accounts.named(account.logonName) === account) return found
  return { ...found, confidence: 'weak', doubt: 'sharedName' }
}
