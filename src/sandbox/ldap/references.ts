import type { DirectoryTree } from './directory-tree.ts'
import { isWithin, parentKey } from './dn.ts'
import type { Entry } from './entry.ts'
import type { SearchRequest } from './request.ts'
import { searchedContexts } from './searched-contexts.ts'

/** A subtree goes on in the partitions right below; a client must decide itself to go there. */
export function references(tree: DirectoryTree, base: Entry, { scope }: SearchRequest): string[] {
  const searched = searchedContexts(tree, base)
  const below = tree.contexts.filter(
    ({ key }) =>
      !searched.has(key) &&
      (scope === 'one' ? parentKey(key) === base.key : isWithin(key, base.key)) &&
      searched.has(outerContext(tree, key))
  )
  return below.map(({ host, dn }) => `ldap://${host}/${encodeURI(dn)}`)
}

function outerContext(tree: DirectoryTree, key: string): string {
  const parent = parentKey(key)
  const around = tree.contexts.filter(context => isWithin(parent, context.key))
  return around.sort((one, other) => other.key.length - one.key.length)[0]?.key ?? ''
}
