import { AndFilter, EqualityFilter, PresenceFilter, type Entry, type SearchOptions } from 'ldapts'
import { RelinkError } from '../errors.ts'
import type { Domain } from '../model/account.ts'
import { isSame } from './distinguished-name.ts'

/** What a server says of itself and of its forest. */
export interface Holdings {
  /** Every domain of the forest, also those that other servers hold. */
  readonly domains: readonly Domain[]
  /** The naming contexts of the domains that this server holds: one, or all by a global catalog. */
  readonly held: readonly string[]
  /** The configuration partition: there is one to a forest. */
  readonly forest: string
}

type SearchAll = (baseDn: string, options: SearchOptions) => Promise<readonly Entry[]>

/** Throws 'directory-unavailable' when this is no Active Directory. */
export async function readHoldings(search: SearchAll): Promise<Holdings> {
  const [rootDse] = await search('', {
    scope: 'base',
    filter: new PresenceFilter({ attribute: 'objectClass' }),
    attributes: ['namingContexts', 'configurationNamingContext']
  })
  const forest = texts(rootDse, 'configurationNamingContext')[0]
  if (forest === undefined) throw notActiveDirectory()
  const domains = await readDomains(search, forest)
  const contexts = texts(rootDse, 'namingContexts')
  const held = domains
    .map(domain => domain.distinguishedName)
    .filter(context => contexts.some(other => isSame(other, context)))
  if (held.length === 0) throw notActiveDirectory()
  return { domains, held, forest }
}

/** Only the crossRef of a domain has a NetBIOS name ([MS-ADTS] 6.1.1.2.1.1). */
async function readDomains(search: SearchAll, forest: string): Promise<Domain[]> {
  const entries = await search(`CN=Partitions,${forest}`, {
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
