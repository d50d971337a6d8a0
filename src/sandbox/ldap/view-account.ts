import type { DirectoryDomain, DirectoryTree } from './directory-tree.ts'
import { dnKey } from './dn.ts'
import { firstText, type Entry } from './entry.ts'
import { guidText } from './guid.ts'
import { asBytes } from './schema.ts'
import { sidText } from './sid.ts'

/** An account as people speak of it. */
export interface AccountView {
  readonly objectGuid: string
  readonly objectSid: string
  /** `NETBIOS\sAMAccountName` */
  readonly logonName: string
  readonly userPrincipalName: string
  readonly distinguishedName: string
}

export function viewAccount(tree: DirectoryTree, entry: Entry): AccountView {
  const domain = domainOf(tree, entry)
  const name = firstText(entry, 'sAMAccountName') ?? ''
  return {
    objectGuid: guidText(bytesOf(entry, 'objectguid')),
    objectSid: sidText(bytesOf(entry, 'objectsid')),
    logonName: `${domain.netbiosName}\\${name}`,
    userPrincipalName: firstText(entry, 'userPrincipalName') ?? `${name}@${domain.dnsName}`,
    distinguishedName: entry.dn
  }
}

export function domainOf(tree: DirectoryTree, entry: Entry): DirectoryDomain {
  const domain = tree.domains.find(
    ({ distinguishedName }) => dnKey(distinguishedName) === entry.contextKey
  )
  if (domain === undefined) throw new Error(`${entry.dn} lies in no domain`)
  return domain
}

function bytesOf(entry: Entry, attribute: string): Buffer {
  return asBytes(entry.attributes.get(attribute)?.[0] ?? '')
}
