import {
  AndFilter,
  EqualityFilter,
  ExtensibleFilter,
  OrFilter,
  type Entry,
  type Filter
} from 'ldapts'
import { accountFilter } from './account-search.ts'
import { domainOf, isOfDomain } from './distinguished-name.ts'
import { findNamed } from './find-named.ts'
import { guidText } from './guid.ts'
import { inBatches } from './in-batches.ts'
import type { Session } from './open-session.ts'
import { readMembers, type Member } from './read-members.ts'
import { sidBytes, sidText } from './sid.ts'

/** What one server tells of some names (GUIDs, SIDs, DNs), and of the groups among them. */
export interface Members {
  /** Whether one of the names is a group here. */
  readonly hasGroup: boolean
  /** All names of the entries that bear one of them. */
  readonly known: readonly string[]
  /** objectGUIDs of the users among them, and in the groups. */
  readonly guids: readonly string[]
  /** Members of the groups that are not entries of the domains that this server answers for. */
  readonly abroad: readonly Abroad[]
}

export interface Abroad {
  /** objectGUID, or a DN where the server does not tell it; the SID of somebody of another forest. */
  readonly name: string
  readonly dn: string
  /** Its naming context, or the SID that all of that domain begin with. */
  readonly domain: string
}

/**
 * Within a domain a server follows nested groups itself. But of a member in another domain it has
 * the name alone, and that one's server knows of its groups only those that are universal, as a
 * global catalog: so the members that are not here are named, to be looked for there.
 */
export async function findMembers(
  session: Session,
  names: readonly string[],
  signal: AbortSignal
): Promise<Members> {
  const named = (await findNamed(session, names, read, signal)).filter(isNoStandIn)
  const outer = named.filter(isGroup)
  const groups = [...outer, ...(await readNestedGroups(session, outer, signal))]
  const users = [...named.filter(isUser), ...(await readUsers(session, outer, groups, signal))]
  const abroad: Abroad[][] = []
  for (const group of groups) {
    const members = await readMembers(session, group.dn, signal)
    abroad.push(members.flatMap(member => readAbroad(member, session)))
  }
  return {
    hasGroup: outer.length > 0,
    known: named.flatMap(namesOf),
    guids: users.flatMap(({ objectGUID }) => guidOf(objectGUID)),
    abroad: abroad.flat()
  }
}

const read = ['objectClass', 'objectGUID', 'objectSid', 'sIDHistory']

/** A foreignSecurityPrincipal bears the SID of whom it stands for. */
function isNoStandIn({ objectClass }: Entry): boolean {
  return ![objectClass].flat().includes('foreignSecurityPrincipal')
}

function isGroup({ objectClass }: Entry): boolean {
  return [objectClass].flat().includes('group')
}

/** Computers are users by class. */
function isUser({ objectClass }: Entry): boolean {
  const classes = [objectClass].flat()
  return classes.includes('user') && !classes.includes('computer')
}

async function readNestedGroups(
  { layout, all }: Session,
  outer: readonly Entry[],
  signal: AbortSignal
): Promise<readonly Entry[]> {
  const found: Entry[][] = []
  for (const filters of inBatches(outer.map(memberOf))) {
    const filter = new AndFilter({ filters: [group, new OrFilter({ filters })] })
    const search = { filter, attributes: ['objectSid'], explicitBufferAttributes: ['objectSid'] }
    for (const context of layout.held) found.push(await all(context, search, signal))
  }
  return found.flat()
}

const group = new EqualityFilter({ attribute: 'objectClass', value: 'group' })

/** LDAP_MATCHING_RULE_IN_CHAIN: follows nested groups ([MS-ADTS] 3.1.1.3.4.4.3). */
function memberOf({ dn }: Entry): Filter {
  const rule = '1.2.840.113556.1.4.1941'
  return new ExtensibleFilter({ matchType: 'memberOf', rule, value: dn })
}

/** From the root of a domain a global catalog goes on into those below, which have their own turn. */
async function readUsers(
  { layout, all }: Session,
  outer: readonly Entry[],
  groups: readonly Entry[],
  signal: AbortSignal
): Promise<readonly Entry[]> {
  const found: Entry[][] = []
  for (const context of layout.held) {
    const isOwn = ({ dn }: Entry) => isOfDomain(dn, context, layout.domains)
    for (const filters of inBatches([...outer.map(memberOf), ...primaries(groups.filter(isOwn))])) {
      const filter = accountFilter(new OrFilter({ filters }))
      const search = {
        filter,
        attributes: ['objectGUID'],
        explicitBufferAttributes: ['objectGUID']
      }
      found.push((await all(context, search, signal)).filter(isOwn))
    }
  }
  return found.flat()
}

/**
 * memberOf does not name the primary group (Domain Users, or whichever was made it): that stands
 * in primaryGroupID, as the last number of a SID of the same domain.
 */
function primaries(groups: readonly Entry[]): readonly Filter[] {
  return groups
    .flatMap(({ objectSid }) => sidOf(objectSid))
    .map(sid => sid.replace(/^.*-/, ''))
    .map(value => new EqualityFilter({ attribute: 'primaryGroupID', value }))
}

/**
 * A foreignSecurityPrincipal is an entry here, of nothing but a SID. Some are no account's: S-1-5-11
 * is everybody who is logged on ([MS-DTYP] 2.4.2.4).
 */
function readAbroad({ dn, objectGuid }: Member, { layout }: Session): readonly Abroad[] {
  const sid = /^CN=(S-1-[\d-]+),CN=ForeignSecurityPrincipals,/i.exec(dn)?.[1]
  if (sid !== undefined && sidBytes(sid)) return isAccounts(sid) ? [abroadBySid(sid, dn)] : []
  if (layout.held.some(context => isOfDomain(dn, context, layout.domains))) return []
  const known = domainOf(dn, layout.domains)?.distinguishedName
  return [{ name: objectGuid ?? dn, dn, domain: known ?? dn.replace(/^.*?(?=DC=)/i, '') }]
}

function isAccounts(sid: string): boolean {
  return sid.startsWith('S-1-5-21-')
}

/** The SID of an account of a domain ends with its number there. */
function abroadBySid(sid: string, dn: string): Abroad {
  return { name: sid, dn, domain: sid.replace(/^(S-1-5-21(?:-\d+){3})-\d+$/, '$1') }
}

function namesOf({ dn, objectGUID, objectSid, sIDHistory }: Entry): readonly string[] {
  return [dn, ...guidOf(objectGUID), ...[objectSid, sIDHistory].flatMap(sidOf)]
}

function sidOf(value: Entry[string] | undefined): readonly string[] {
  return [value ?? []].flat().flatMap(each => (Buffer.isBuffer(each) && sidText(each)) || [])
}

function guidOf(value: Entry[string] | undefined): readonly string[] {
  const guid = Buffer.isBuffer(value) ? guidText(value) : undefined
  return guid === undefined ? [] : [guid]
}
