import type { Link } from '../model/link.ts'
import { present } from '../model/present.ts'
import type { Finding } from '../planning/classify.ts'
import type { Context } from './context.ts'
import { byUser } from './gather-world.ts'

/**
 * Puts into the link baseline what a scan proved: users in sync whose attributes agree and who are
 * not in it yet. What is in it is never replaced by a scan, also if it came while the scan ran.
 * Answers how many were learned.
 */
export async function learnLinks(
  { store, clock }: Context,
  findings: readonly Finding[]
): Promise<number> {
  const known = byUser(await store.links.all())
  const news = findings.filter(each => isNews(each) && !known.has(each.user.systemUserId))
  const links = news.flatMap(finding => linkOf(finding, clock.now()))
  await store.links.put([...links, ...findings.flatMap(finding => withSid(finding, known))])
  return links.length
}

function isNews({ kind, link, provesLink, protectedReason }: Finding): boolean {
  return kind === 'inSync' && !link && provesLink === true && !protectedReason
}

function linkOf({ user, account }: Finding, provenAt: string): Link[] {
  if (!account) return []
  const { objectGuid, objectSid, logonName: domainName } = account
  const { systemUserId } = user
  return [
    present({ systemUserId, objectGuid, objectSid, domainName, source: 'scan' as const, provenAt })
  ]
}

/** An imported link has no SID; without one a move to another forest could not be proven. */
function withSid({ user, account }: Finding, known: ReadonlyMap<string, Link>): Link[] {
  const link = known.get(user.systemUserId)
  const isSame = link !== undefined && link.objectGuid === account?.objectGuid
  return isSame && !link.objectSid && account.objectSid
    ? [{ ...link, objectSid: account.objectSid }]
    : []
}
