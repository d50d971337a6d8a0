import { EqualityFilter, OrFilter, type Filter } from 'ldapts'
import type { AccountKeys } from '../model/account.ts'
import { domainOf, liesWithin } from './distinguished-name.ts'
import { guidBytes } from './guid.ts'
import { inBatches } from './in-batches.ts'
import type { Layout } from './share-domains.ts'
import { sidBytes } from './sid.ts'

/** One search: the entries below `baseDn` that fit `filter`. */
export interface Search {
  readonly baseDn: string
  readonly filter: Filter
}

/** The searches that find the accounts with any of the keys. A key that nothing can have is left out. */
export function planSearches(keys: AccountKeys, layout: Layout): Search[] {
  const anywhere = [
    ...[...keys.guids].flatMap(guidTerms),
    ...[...keys.sids].flatMap(sidTerms),
    ...[...keys.addresses].flatMap(addressTerms),
    ...[...keys.employeeIds].map(id => equality('employeeID', id))
  ]
  return [
    ...layout.bases.flatMap(baseDn => searchesFor(baseDn, anywhere)),
    ...nameSearches(keys.logonNames, layout)
  ]
}

function guidTerms(guid: string): Filter[] {
  const value = guidBytes(guid)
  return value ? [equality('objectGUID', value)] : []
}

function sidTerms(sid: string): Filter[] {
  const value = sidBytes(sid)
  return value ? [equality('objectSid', value), equality('sIDHistory', value)] : []
}

/** Active Directory compares these without regard to case, the `smtp:` included. */
function addressTerms(address: string): Filter[] {
  return [
    equality('mail', address),
    equality('proxyAddresses', `smtp:${address}`),
    equality('userPrincipalName', address)
  ]
}

/**
 * Never a filter as text: a value goes out as the bytes it is, so that parentheses, asterisks and
 * NUL mean themselves, and ldapts can't spoil what is not ASCII.
 */
function equality(attribute: string, value: string | Buffer): Filter {
  return new EqualityFilter({ attribute, value })
}

/** The same logon name may exist in every domain: each is looked up in its own alone. */
function nameSearches(logonNames: ReadonlySet<string>, layout: Layout): Search[] {
  return layout.domains.flatMap(({ netbiosName, distinguishedName }) => {
    const terms = namesIn(netbiosName, logonNames).map(name => equality('sAMAccountName', name))
    return basesWithin(distinguishedName, layout).flatMap(baseDn => searchesFor(baseDn, terms))
  })
}

function namesIn(netbiosName: string, logonNames: ReadonlySet<string>): string[] {
  const prefix = `${netbiosName.toLowerCase()}\\`
  return [...logonNames]
    .filter(logonName => logonName.startsWith(prefix) && logonName.length > prefix.length)
    .map(logonName => logonName.slice(prefix.length))
}

/** The configured bases in this domain; the whole domain when a base above covers it. */
function basesWithin(context: string, { bases, domains, held }: Layout): string[] {
  const inside = bases.filter(base => domainOf(base, domains)?.distinguishedName === context)
  if (inside.length > 0) return inside
  const isCovered = held.includes(context) && bases.some(base => liesWithin(context, base))
  return isCovered ? [context] : []
}

function searchesFor(baseDn: string, terms: readonly Filter[]): Search[] {
  return inBatches(terms).map(filters => ({ baseDn, filter: new OrFilter({ filters }) }))
}
