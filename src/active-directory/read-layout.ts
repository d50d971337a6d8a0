import { AndFilter, EqualityFilter, PresenceFilter, type Entry, type SearchOptions } from 'ldapts'
import { RelinkError } from '../errors.ts'
import type { Domain } from '../model/account.ts'
import { domainOf, liesWithin } from './distinguished-name.ts'

/** What a server holds, and where in it accounts are looked for. */
export interface Layout {
  /** Every domain of the forest, also those that other servers hold. */
  readonly domains: readonly Domain[]
  /** The naming contexts of the domains that this server holds: one, or all by a global catalog. */
  readonly held: readonly string[]
  /** None lies within another: nobody is found twice. */
  readonly bases: readonly string[]
}

type SearchAll = (baseDn: string, options: SearchOptions) => Promise<readonly Entry[]>

/** Throws 'directory-unavailable' when this is no Active Directory or does not hold a base. */
export async function readLayout(search: SearchAll, baseDns: readonly string[]): Promise<Layout> {
  const [rootDse] = await search('', {
    scope: 'base',
    filter: new PresenceFilter({ attribute: 'objectClass' }),
    attributes: ['namingContexts', 'configurationNamingContext']
  })
  const configuration = texts(rootDse, 'configurationNamingContext')[0]
  if (configuration === undefined) throw notActiveDirectory()
  const domains = await readDomains(search, configuration)
  const contexts = texts(rootDse, 'namingContexts')
  const held = domains
    .map(domain => domain.distinguishedName)
    .filter(context =>
      contexts.some(other => liesWithin(other, context) && liesWithin(context, other))
    )
  return { domains, held, bases: chooseBases(baseDns, domains, held) }
}

/** Only the crossRef of a domain has a NetBIOS name ([MS-ADTS] 6.1.1.2.1.1). */
async function readDomains(search: SearchAll, configuration: string): Promise<Domain[]> {
  const entries = await search(`CN=Partitions,${configuration}`, {
    scope: 'one',
    filter: new AndFilter({
      filters: [
        new EqualityFilter({ attribute: 'objectClass', value: 'crossRef' }),
        new PresenceFilter({ attribute: 'nETBIOSName' })
      ]
    }),
    attributes: ['nETBIOSName', 'dnsRoot', 'nCName']
  })
  return entries.flatMap(readDomain)
}

function readDomain(entry: Entry): Domain[] {
  const [netbiosName] = texts(entry, 'nETBIOSName')
  const [dnsName] = texts(entry, 'dnsRoot')
  const [distinguishedName] = texts(entry, 'nCName')
  if (!netbiosName || !dnsName || !distinguishedName) return []
  return [{ netbiosName, dnsName, distinguishedName }]
}

function chooseBases(
  baseDns: readonly string[],
  domains: readonly Domain[],
  held: readonly string[]
): string[] {
  const wanted = baseDns.length > 0 ? baseDns : held
  if (wanted.length === 0) throw notActiveDirectory()
  for (const base of wanted) checkHeld(base, domains, held)
  return wanted.filter(
    (base, i) =>
      !wanted.some((other, j) => i !== j && covers(other, base) && (!covers(base, other) || j < i))
  )
}

function covers(outer: string, inner: string): boolean {
  return liesWithin(inner, outer)
}

/** Searching there would give a referral, and its people would be missing. */
function checkHeld(base: string, domains: readonly Domain[], held: readonly string[]): void {
  const domain = domainOf(base, domains)
  if (domain && held.includes(domain.distinguishedName)) return
  throw new RelinkError('directory-unavailable', {
    detail:
      `The server does not hold ${base} of DIRECTORY_BASE_DN: name a domain controller of that ` +
      'domain in DIRECTORY_URL, or the global catalog (ldaps://…:3269).'
  })
}

function notActiveDirectory(): RelinkError {
  return new RelinkError('directory-unavailable', {
    detail:
      'The server shows no Active Directory domain: check DIRECTORY_URL and that the account of ' +
      'DIRECTORY_BIND_DN may read CN=Partitions.'
  })
}

function texts(entry: Entry | undefined, attribute: string): string[] {
  return [entry?.[attribute] ?? []].flat().filter(value => typeof value === 'string')
}
