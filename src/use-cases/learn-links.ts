import type { Link } from '../model/link.ts'
import { present } from '../model/present.ts'
import type { Finding } from '../planning/classify.ts'
import type { Context } from './context.ts'

/**
 * Puts into the link baseline what a scan proved: users in sync whose attributes agree and who are
 * not in it yet. What is in it already is never replaced by a scan. Answers how many were learned.
 */
export async function learnLinks(
  { store, clock }: Context,
  findings: readonly Finding[]
): Promise<number> {
  const provenAt = clock.now()
  const links = findings.filter(isNews).flatMap(({ user, account }): Link[] =>
    account
      ? [
          present({
            systemUserId: user.systemUserId,
            objectGuid: account.objectGuid,
            objectSid: account.objectSid,
            domainName: account.logonName,
            source: 'scan' as const,
            provenAt
          })
        ]
      : []
  )
  if (links.length > 0) await store.links.put(links)
  return links.length
}

function isNews({ kind, link, confidence, protectedReason }: Finding): boolean {
  return kind === 'inSync' && !link && confidence !== 'weak' && !protectedReason
}
