import type { DirectoryTree } from './directory-tree.ts'
import { dnKey } from './dn.ts'
import type { Entry } from './entry.ts'

/**
 * The naming contexts that a search from the base goes through: its own and, from a domain, every
 * domain below, as a global catalog does; it holds them all.
 */
export function searchedContexts(tree: DirectoryTree, base: Entry): ReadonlySet<string> {
  const domains = tree.domains.map(({ distinguishedName }) => dnKey(distinguishedName) ?? '')
  return new Set(domains.includes(base.contextKey) ? domains : [base.contextKey])
}
