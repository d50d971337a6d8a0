import { EqualityFilter, OrFilter } from 'ldapts'
import { accountSearch } from './account-search.ts'
import { domainOf } from './distinguished-name.ts'
import { inBatches } from './in-batches.ts'
import type { Session } from './open-session.ts'
import type { RootDse } from './read-root-dse.ts'

/**
 * As whom the server knows us; undefined where it doesn't tell. Of all SIDs of whoever is logged
 * on, one alone is a person's: the others are groups.
 */
export async function readLogonName(
  { layout, all }: Session,
  { principalName, tokenSids }: RootDse,
  signal: AbortSignal
): Promise<string | undefined> {
  if (principalName !== undefined) return principalName
  for (const sids of inBatches(tokenSids)) {
    const filters = sids.map(value => new EqualityFilter({ attribute: 'objectSid', value }))
    for (const baseDn of layout.held) {
      const [entry] = await all(baseDn, accountSearch(new OrFilter({ filters })), signal)
      const domain = entry && domainOf(entry.dn, layout.domains)
      if (domain) return `${domain.netbiosName}\\${String(entry['sAMAccountName'])}`
    }
  }
  return undefined
}
