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
  const known = await store.links.all()
  const { learned, completed } = linksOfScan(findings, known, clock.now())
  await store.links.put([...learned, ...completed])
  return learned.length
}
