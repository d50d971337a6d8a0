import type { DirectoryTree } from '../../../src/sandbox/ldap/directory-tree.ts'
import { dnKey } from '../../../src/sandbox/ldap/dn.ts'
import { selectAttributes } from '../../../src/sandbox/ldap/select-attributes.ts'

export function select(tree: DirectoryTree, dn: string, asked: readonly string[]) {
  const entry = tree.find(dnKey(dn) ?? '')
  if (entry === undefined) throw new Error(`no ${dn}`)
  return selectAttributes(tree, entry, asked, false)
}
