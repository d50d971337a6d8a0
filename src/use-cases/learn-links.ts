import type { Finding } from '../planning/classify.ts'
import { linksOfScan } from '../planning/links-of-scan.ts'
import type { Context } from './context.ts'

/**
 * Puts into the link baseline what a scan proved, held against the baseline as it is by now: what
 * came while the scan ran stays. Answers how many links were learned.
 */
export async function learnLinks(
  { store, clock }: Context,
  findings: readonly Finding[]
): Promise<number> {
  const telling = findings.filter(tellsMore)
  if (telling.length === 0) return 0
  const known = await store.links.all()
  const { learned, completed } = linksOfScan(telling, known, clock.now())
  await store.links.put([...learned, ...completed])
  return learned.length
}

/** Most people's links are known, and whole: once everybody's are, there is nothing to look up. */
function tellsMore({ account, link }: Finding): boolean {
  if (!account) return false
  return link?.objectGuid !== account.objectGuid || link.objectSid !== account.objectSid
}
