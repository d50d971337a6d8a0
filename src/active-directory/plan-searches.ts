import { EqualityFilter, OrFilter, type Filter } from 'ldapts'
import type { AccountKeys } from '../model/account.ts'
import { domainOf, liesWithin } from './distinguished-name.ts'
import { guidFilters } from './guid-filters.ts'
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
    ...[...keys.guids].flatMap(guidFilters),
    ...[...keys.sids].flatMap(sidTerms),
    ...[...keys.addresses].filter(isSearchable).flatMap(spellings).flatMap(addressTerms),
    ...[...keys.employeeIds]
      .filter(isSearchable)
      .flatMap(spellings)
      .map(id => equality('employeeID', id))
  ]
  return [
    ...layout.bases.flatMap(baseDn => searchesFor(baseDn, anywhere)),
    ...nameSearches(keys.logonNames, layout)
  ]
}

function sidTerms(sid: string): Filter[] {
  const value = sidBytes(sid)
  return value ? [equality('objectSid', value), equality('sIDHistory', value)] : []
}

/**
 * No value holds a NUL, and Samba compares up to the first: `ada\0x` would find `ada`. Half a
 * surrogate pair can't be sent; what is sent instead may be somebody's.
 */
function isSearchable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

/**
 * Keys are folded: accents composed, every sigma the same. A server that compares character by
 * character, as Samba does, finds by that only who is written so; these are the other ways.
 */
function spellings(text: string): string[] {
  const words = text.replaceAll(/σ(?!\p{L})/gu, 'ς')
  return [...new Set([text, words, text.normalize('NFD'), words.normalize('NFD')])]
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
    const names = namesIn(netbiosName, logonNames).filter(isSearchable).flatMap(spellings)
    const terms = names.map(name => equality('sAMAccountName', name))
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
