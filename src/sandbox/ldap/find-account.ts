import type { DirectoryTree } from './directory-tree.ts'
import { isUser, type Entry } from './entry.ts'

/**
 * The user behind `NETBIOS\name`, `dns.domain\name` or a user principal name, compared folded;
 * a name without a domain is not looked for.
 */
export function findAccount(tree: DirectoryTree, name: string): Entry | undefined {
  const entry = name.includes('\\') ? byLogonName(tree, name) : tree.findByPrincipalName(name)
  return entry !== undefined && isUser(entry) ? entry : undefined
}

function byLogonName(tree: DirectoryTree, name: string): Entry | undefined {
  const [prefix = '', logonName = ''] = name.toLowerCase().split('\\')
  const domain = tree.domains.find(
    ({ netbiosName, dnsName }) =>
      netbiosName.toLowerCase() === prefix || dnsName.toLowerCase() === prefix
  )
  return domain && tree.findByLogonName(domain, logonName)
}
