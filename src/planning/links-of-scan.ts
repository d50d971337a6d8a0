import type { Link } from '../model/link.ts'
import { present } from '../model/present.ts'
import type { Finding } from './classify.ts'
import { proveLinks, type Offer } from './prove-links.ts'

export interface ScanLinks {
  /** Of users who had no link. */
  readonly learned: readonly Link[]
  /** The links of others, with what they lacked. */
  readonly completed: readonly Link[]
}

/** What a scan adds to the link baseline as it is by now; `proveLinks` has the table. */
export function linksOfScan(
  findings: readonly Finding[],
  known: readonly Link[],
  provenAt: string
): ScanLinks {
  const offers = findings.flatMap(finding => offer(finding, provenAt))
  const verdicts = proveLinks(offers, known)
  const ownLink = new Map(known.map(link => [link.systemUserId, link]))
  return {
    learned: offers.filter((_, index) => verdicts[index]?.kind === 'learned'),
    completed: findings.flatMap(finding => withSid(finding, ownLink.get(finding.user.systemUserId)))
  }
}

/** A name alone proves nothing, nor does what is found of somebody who is never touched. */
function offer(finding: Finding, provenAt: string): Offer[] {
  const { kind, user, account, provesLink, protectedReason } = finding
  if (kind !== 'inSync' || !account || !provesLink || protectedReason) return []
  const { systemUserId } = user
  const { objectGuid, objectSid, logonName: domainName } = account
  return [
    present({ systemUserId, objectGuid, objectSid, domainName, source: 'scan' as const, provenAt })
  ]
}

/** An imported link has no SID; without one a move to another forest could not be proven. */
function withSid({ account }: Finding, link: Link | undefined): Link[] {
  const isSame = link !== undefined && link.objectGuid === account?.objectGuid
  return isSame && !link.objectSid && account.objectSid
    ? [{ ...link, objectSid: account.objectSid }]
    : []
}
