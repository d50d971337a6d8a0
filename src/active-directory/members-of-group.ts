import { RelinkError } from '../errors.ts'
import type { Log } from '../ports.ts'
import type { LookUp } from './create-look-ups.ts'
import { findMembers, type Abroad, type Members } from './find-members.ts'
import { guidBytes } from './guid.ts'
import { HeldByNobody } from './held-by-nobody.ts'
import { sidBytes } from './sid.ts'

/**
 * objectGUIDs of all users in the group, nested groups included, in whichever domain a configured
 * server holds: who is protected stays so outside of DIRECTORY_BASE_DN. Goes from domain to domain
 * by the names of members, each of which is looked for once; those that nobody can tell of are
 * warned of. Throws 'directory-unavailable' when there is no such group.
 */
export async function membersOfGroup(
  lookUp: LookUp,
  baseDns: readonly string[],
  groupDn: string,
  log: Log,
  signal: AbortSignal
): Promise<readonly string[]> {
  const reach = createReach(lookUp, baseDns, groupDn, signal)
  const guids = new Set<string>()
  const missed: Abroad[] = []
  const seen = new Set([groupDn.toLowerCase()])
  let parts = await reach.find([groupDn])
  if (!parts.some(part => part.hasGroup)) throw noGroup(groupDn)
  for (;;) {
    for (const guid of parts.flatMap(part => part.guids)) guids.add(guid)
    const next: Abroad[] = []
    for (const member of parts.flatMap(part => part.abroad)) {
      const key = member.name.toLowerCase()
      if (seen.has(key)) continue
      seen.add(key)
      if (await reach.holds(member)) next.push(member)
      else missed.push(member)
    }
    if (next.length === 0) break
    parts = await reach.find(next.map(member => member.name))
    missed.push(...strangers(next, parts))
  }
  warn(log, groupDn, missed)
  // Of whom nobody shows the GUID may be known all the same: a record may be linked to it.
  return [...guids, ...missed.map(({ name }) => name).filter(guidBytes)]
}

function noGroup(groupDn: string): RelinkError {
  return new RelinkError('directory-unavailable', {
    detail: `Active Directory shows no group ${groupDn}. Correct the name where it is configured.`
  })
}

/** The domains that are asked for, and those besides that a member turned out to be in. */
function createReach(
  lookUp: LookUp,
  baseDns: readonly string[],
  groupDn: string,
  signal: AbortSignal
) {
  const besides = new Map<string, boolean>([[groupDn, true]])
  return { find, holds }

  function find(names: readonly string[]): Promise<readonly Members[]> {
    const held = [...besides].flatMap(([place, isHeld]) => (isHeld ? [place] : []))
    const asked = baseDns.length === 0 ? [] : [...baseDns, ...held]
    return lookUp(asked, session => findMembers(session, names, signal), signal)
  }

  /** Of which domain a SID is no server can be asked: it is looked for in all. */
  async function holds({ name, domain }: Abroad): Promise<boolean> {
    if (sidBytes(name)) return true
    const isHeld = besides.get(domain) ?? (await isHeldBySome(lookUp, domain, signal))
    besides.set(domain, isHeld)
    return isHeld
  }
}

async function isHeldBySome(lookUp: LookUp, place: string, signal: AbortSignal): Promise<boolean> {
  try {
    await lookUp([place], async () => undefined, signal)
    return true
  } catch (error) {
    if (error instanceof HeldByNobody) return false
    throw error
  }
}

/** Those whom nobody shows: they are gone, hidden from us, or in a domain that nobody holds. */
function strangers(sought: readonly Abroad[], parts: readonly Members[]): readonly Abroad[] {
  const known = new Set(parts.flatMap(part => part.known).map(name => name.toLowerCase()))
  return sought.filter(({ name }) => !known.has(name.toLowerCase()))
}

function warn(log: Log, group: string, missed: readonly Abroad[]): void {
  if (missed.length === 0) return
  const domains = [...new Set(missed.map(({ domain }) => domain))]
  log.warn(
    { group, domains, members: missed.length },
    'no server of DIRECTORY_URL shows some members of a protected group'
  )
  log.debug({ group, members: missed.map(({ dn }) => dn) }, 'members not found')
}
