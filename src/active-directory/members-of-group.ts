import {
  AndFilter,
  EqualityFilter,
  ExtensibleFilter,
  NoSuchObjectError,
  OrFilter,
  type Entry,
  type Filter
} from 'ldapts'
import { RelinkError } from '../errors.ts'
import { accountFilter } from './account-search.ts'
import { domainOf, liesWithin } from './distinguished-name.ts'
import type { LookUp } from './create-look-ups.ts'
import { guidText } from './guid.ts'
import { inBatches } from './in-batches.ts'
import type { Session } from './open-session.ts'
import { sidText } from './sid.ts'

/**
 * objectGUIDs of all users in the group, nested groups included, in every domain that is asked for
 * and that the servers asked hold besides: who is protected stays so outside of DIRECTORY_BASE_DN.
 * Throws 'directory-unavailable' when there is no such group.
 */
export async function membersOfGroup(
  lookUp: LookUp,
  baseDns: readonly string[],
  groupDn: string,
  signal: AbortSignal
): Promise<readonly string[]> {
  const asked = baseDns.length === 0 ? [] : [...baseDns, groupDn]
  const parts = await lookUp(asked, session => membersHeld(session, groupDn, signal), signal)
  if (!parts.some(part => part.isHome)) throw noGroup(groupDn)
  return [...new Set(parts.flatMap(part => part.guids))]
}

async function membersHeld(session: Session, groupDn: string, signal: AbortSignal) {
  const { domains, held } = session.layout
  const isHome = held.includes(domainOf(groupDn, domains)?.distinguishedName ?? '')
  const groups = [
    ...(isHome ? await readGroup(session, groupDn, signal) : []),
    ...(await readNestedGroups(session, groupDn, signal))
  ]
  const guids: string[] = []
  for (const baseDn of held) {
    for (const membership of memberships(groupDn, groups, baseDn)) {
      guids.push(...(await readGuids(session, baseDn, membership, signal)))
    }
  }
  return { isHome, guids }
}

const group = new EqualityFilter({ attribute: 'objectClass', value: 'group' })
const sidOnly = { attributes: ['objectSid'], explicitBufferAttributes: ['objectSid'] }

async function readGroup({ all }: Session, groupDn: string, signal: AbortSignal): Promise<Entry[]> {
  const search = { ...sidOnly, scope: 'base' as const, filter: group }
  const found = await all(groupDn, search, signal).catch((error: unknown) => {
    if (error instanceof NoSuchObjectError) return []
    throw error
  })
  if (found.length > 0) return found
  throw noGroup(groupDn)
}

function noGroup(groupDn: string): RelinkError {
  return new RelinkError('directory-unavailable', {
    detail: `Active Directory shows no group ${groupDn}. Correct the name where it is configured.`
  })
}

async function readNestedGroups(
  { layout, all }: Session,
  groupDn: string,
  signal: AbortSignal
): Promise<Entry[]> {
  const filter = new AndFilter({ filters: [group, memberOf(groupDn)] })
  const found = await Promise.all(
    layout.held.map(baseDn => all(baseDn, { ...sidOnly, filter }, signal))
  )
  return found.flat()
}

/** LDAP_MATCHING_RULE_IN_CHAIN: follows nested groups ([MS-ADTS] 3.1.1.3.4.4.3). */
function memberOf(groupDn: string): Filter {
  const rule = '1.2.840.113556.1.4.1941'
  return new ExtensibleFilter({ matchType: 'memberOf', rule, value: groupDn })
}

/**
 * memberOf does not name the primary group (Domain Users, or whichever was made it): that stands
 * in primaryGroupID, as the last number of a SID of the same domain.
 */
function memberships(groupDn: string, groups: readonly Entry[], baseDn: string): Filter[] {
  const primaries = groups
    .filter(entry => liesWithin(entry.dn, baseDn))
    .map(entry => relativeId(entry))
    .filter(id => id !== undefined)
    .map(value => new EqualityFilter({ attribute: 'primaryGroupID', value }))
  return inBatches([memberOf(groupDn), ...primaries]).map(filters => new OrFilter({ filters }))
}

function relativeId({ objectSid }: Entry): string | undefined {
  return Buffer.isBuffer(objectSid) ? sidText(objectSid)?.split('-').at(-1) : undefined
}

async function readGuids(
  { all }: Session,
  baseDn: string,
  membership: Filter,
  signal: AbortSignal
): Promise<string[]> {
  const search = {
    filter: accountFilter(membership),
    attributes: ['objectGUID'],
    explicitBufferAttributes: ['objectGUID']
  }
  const entries = await all(baseDn, search, signal)
  return entries
    .map(({ objectGUID }) => (Buffer.isBuffer(objectGUID) ? guidText(objectGUID) : undefined))
    .filter(guid => guid !== undefined)
}
