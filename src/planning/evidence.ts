import type { Account } from '../model/account.ts'
import type { Link } from '../model/link.ts'
import type { Evidence } from '../model/mismatch.ts'
import type { User } from '../model/user.ts'

/** What the link baseline says, by GUID; else also by the SID in the history of an account. */
export function linkEvidence(link: Link, linked: Account | undefined): readonly Evidence[] {
  const { objectGuid, objectSid } = link
  const byGuid = { fact: 'link-baseline', dynamics: objectGuid } as const
  if (linked?.objectGuid === objectGuid) {
    return [{ ...byGuid, directory: objectGuid, agrees: true }]
  }
  const gone = { ...byGuid, agrees: false }
  return linked ? [gone, sidEvidence(objectSid ?? '', linked)] : [gone]
}

function sidEvidence(sid: string, { logonName }: Account): Evidence {
  return { fact: 'sid-history', dynamics: sid, directory: logonName, agrees: true }
}

/** That some account has the name agrees with nothing, unless it is this person's. */
export function nameEvidence(user: User, named: Account | undefined, agrees: boolean): Evidence {
  const dynamics = user.domainName
  return named
    ? { fact: 'logon-name', dynamics, directory: named.logonName, agrees }
    : { fact: 'logon-name', dynamics, agrees }
}

export function createdEvidence(user: User, account: Account): Evidence {
  return {
    fact: 'created',
    dynamics: user.createdOn,
    directory: account.whenCreated,
    agrees: !isYounger(account, user)
  }
}

/** The record is older than the account: it must have been linked to another one. */
export function isYounger(account: Account, user: User): boolean {
  return account.whenCreated.slice(0, 19) > user.createdOn.slice(0, 19)
}
