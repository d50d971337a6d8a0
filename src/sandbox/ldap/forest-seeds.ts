import type { DirectoryDomain, NamingContext, SeedEntry } from './directory-tree.ts'
import { dnKey } from './dn.ts'

/** The domains, and the two partitions that every forest shares. */
export function namingContexts(domains: readonly DirectoryDomain[]): NamingContext[] {
  const [root] = domains
  if (root === undefined) return []
  const configuration = `CN=Configuration,${root.distinguishedName}`
  return [
    ...domains.map(({ distinguishedName, dnsName }) => contextAt(distinguishedName, dnsName)),
    contextAt(configuration, root.dnsName),
    contextAt(`CN=Schema,${configuration}`, root.dnsName)
  ]
}

function contextAt(dn: string, host: string): NamingContext {
  return { dn, key: dnKey(dn) ?? '', host }
}

/** What a forest holds before its first user, as far as clients read it. */
export function forestSeeds(
  domains: readonly DirectoryDomain[],
  invocationId: string
): SeedEntry[] {
  const [root] = domains
  if (root === undefined) return []
  return [
    ...domains.flatMap(domainSeeds),
    ...configurationSeeds(`CN=Configuration,${root.distinguishedName}`, invocationId),
    ...domains.map(domain => crossRef(domain, root))
  ]
}

/** Where deleted entries go, in every partition but the schema ([MS-ADTS] 6.1.1.4.2). */
export function deletedObjects(domains: readonly DirectoryDomain[]): SeedEntry[] {
  const roots = domains.map(({ distinguishedName }) => distinguishedName)
  return [...roots, `CN=Configuration,${roots[0]}`].map(dn =>
    seed(`CN=Deleted Objects,${dn}`, 'container')
  )
}

function domainSeeds({ distinguishedName }: DirectoryDomain): SeedEntry[] {
  return [
    seed(distinguishedName, 'domainDNS'),
    seed(`CN=Users,${distinguishedName}`, 'container'),
    seed(`CN=Computers,${distinguishedName}`, 'container')
  ]
}

function configurationSeeds(configuration: string, invocationId: string): SeedEntry[] {
  const site = `CN=Default-First-Site-Name,CN=Sites,${configuration}`
  const server = `CN=DC1,CN=Servers,${site}`
  return [
    seed(configuration, 'configuration'),
    seed(`CN=Schema,${configuration}`, 'dMD'),
    seed(`CN=Partitions,${configuration}`, 'crossRefContainer'),
    seed(`CN=Sites,${configuration}`, 'container'),
    seed(site, 'site'),
    seed(`CN=Servers,${site}`, 'container'),
    seed(server, 'server'),
    { ...seed(`CN=NTDS Settings,${server}`, 'nTDSDSA'), objectGuid: invocationId }
  ]
}

/** Where clients learn the NetBIOS name of a domain ([MS-ADTS] 6.1.1.2.1.1). */
function crossRef(domain: DirectoryDomain, root: DirectoryDomain): SeedEntry {
  const dn = `CN=${domain.netbiosName},CN=Partitions,CN=Configuration,${root.distinguishedName}`
  return seed(dn, 'crossRef', {
    nETBIOSName: domain.netbiosName,
    nCName: domain.distinguishedName,
    dnsRoot: domain.dnsName,
    // FLAG_CR_NTDS_NC and FLAG_CR_NTDS_DOMAIN: a partition of this forest, and a domain.
    systemFlags: '3'
  })
}

function seed(
  dn: string,
  objectClass: string,
  attributes: Readonly<Record<string, string>> = {}
): SeedEntry {
  return { dn, attributes: { objectClass, ...attributes } }
}
