import type { DirectoryTree } from './directory-tree.ts'
import type { SelectedAttribute } from './encode-answer.ts'
import { supportedControls } from './supported-controls.ts'
import { generalizedTime } from './schema.ts'

/** What a server tells about itself, also to the unknown ([MS-ADTS] 3.1.1.3.2). */
export function rootDse(tree: DirectoryTree, asked: readonly string[]): SelectedAttribute[] {
  const wanted = new Set(asked.map(name => name.toLowerCase()))
  const isAll = wanted.size === 0 || wanted.has('*')
  return Object.entries(facts(tree))
    .filter(([name]) => isAll || wanted.has(name.toLowerCase()))
    .map(([name, values]) => [name, values.map(value => Buffer.from(value))])
}

function facts(tree: DirectoryTree): Record<string, readonly string[]> {
  const root = tree.domains[0]
  const rootDn = root?.distinguishedName ?? ''
  const configuration = `CN=Configuration,${rootDn}`
  const server = `CN=DC1,CN=Servers,CN=Default-First-Site-Name,CN=Sites,${configuration}`
  return {
    currentTime: [generalizedTime(tree.now())],
    subschemaSubentry: [`CN=Aggregate,CN=Schema,${configuration}`],
    dsServiceName: [`CN=NTDS Settings,${server}`],
    namingContexts: tree.contexts.map(({ dn }) => dn),
    defaultNamingContext: [rootDn],
    schemaNamingContext: [`CN=Schema,${configuration}`],
    configurationNamingContext: [configuration],
    rootDomainNamingContext: [rootDn],
    supportedControl: supportedControls,
    supportedLDAPVersion: ['3'],
    highestCommittedUSN: [String(tree.highestUsn())],
    dnsHostName: [`dc1.${root?.dnsName ?? ''}`],
    serverName: [server],
    // LDAP_CAP_ACTIVE_DIRECTORY_OID: how clients tell Active Directory from other servers.
    supportedCapabilities: ['1.2.840.113556.1.4.800'],
    isSynchronized: ['TRUE'],
    isGlobalCatalogReady: ['TRUE']
  }
}
