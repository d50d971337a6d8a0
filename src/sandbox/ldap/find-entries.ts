import { candidates } from './candidates.ts'
import type { DirectoryTree } from './directory-tree.ts'
import { isWithin, parentKey } from './dn.ts'
import type { Entry } from './entry.ts'
import { matcher } from './matcher.ts'
import type { SearchRequest } from './request.ts'
import { searchedContexts } from './searched-contexts.ts'

/** The entries that a search finds. */
export function findEntries(tree: DirectoryTree, base: Entry, request: SearchRequest): Entry[] {
  const { scope, filter } = request
  const fits = matcher(tree, filter)
  if (scope === 'base') return fits(base) === true ? [base] : []
  const contexts = searchedContexts(tree, base)
  const isInScope = (entry: Entry) =>
    scope === 'one' ? parentKey(entry.key) === base.key : isWithin(entry.key, base.key)
  return Iterator.from(candidates(tree, filter))
    .filter(entry => contexts.has(entry.contextKey) && isInScope(entry))
    .filter(entry => fits(entry) === true)
    .toArray()
}
