import { EqualityFilter, OrFilter, type Entry, type Filter } from 'ldapts'
import { isOfDomain } from './distinguished-name.ts'
import { guidFilters } from './guid-filters.ts'
import { inBatches } from './in-batches.ts'
import type { Session } from './open-session.ts'
import { sidBytes } from './sid.ts'

/**
 * The entries of these names (GUIDs, SIDs, DNs) that this server answers for. Whom a domain of another
 * forest let in by a SID may have moved since: then it stands in sIDHistory.
 */
export async function findNamed(
  { layout, all }: Session,
  names: readonly string[],
  attributes: readonly string[],
  signal: AbortSignal
): Promise<readonly Entry[]> {
  const pages: Entry[][] = []
  for (const context of layout.held) {
    const isHere = (dn: string) => isOfDomain(dn, context, layout.domains)
    const filters = names.flatMap(name => filtersFor(name, isHere))
    for (const batch of inBatches(filters)) {
      const filter = new OrFilter({ filters: batch })
      const search = { filter, attributes: [...attributes], explicitBufferAttributes: binary }
      pages.push(await all(context, search, signal))
    }
  }
  return pages.flat()
}

const binary = ['objectGUID', 'objectSid', 'sIDHistory']

function filtersFor(name: string, isHere: (dn: string) => boolean): readonly Filter[] {
  const byGuid = guidFilters(name)
  if (byGuid.length > 0) return byGuid
  const value = sidBytes(name)
  if (value) {
    return ['objectSid', 'sIDHistory'].map(attribute => new EqualityFilter({ attribute, value }))
  }
  return isHere(name) ? [new EqualityFilter({ attribute: 'distinguishedName', value: name })] : []
}
