import type { DirectoryTree } from './directory-tree.ts'
import type { Entry } from './entry.ts'
import type { Filter } from './filter.ts'

/**
 * The entries that alone can fit: by the index of logon names, where the filter asks for those. It
 * lacks what was deleted: such a name is free again.
 */
export function candidates(tree: DirectoryTree, filter: Filter): Iterable<Entry> {
  const names = askedLogonNames(filter)
  if (names === undefined || tree.showsDeleted) return tree.entries()
  const found = [...names].flatMap(name =>
    tree.domains.flatMap(domain => tree.findByLogonName(domain, name) ?? [])
  )
  return new Set(found)
}

/** Logon names of which whatever fits has one; undefined where others may fit as well. */
function askedLogonNames(filter: Filter): ReadonlySet<string> | undefined {
  switch (filter.kind) {
    case 'equal':
      return filter.attribute.toLowerCase() === 'samaccountname'
        ? new Set([filter.value.toString()])
        : undefined
    case 'and':
      return filter.filters.map(askedLogonNames).find(names => names !== undefined)
    case 'or': {
      const all = filter.filters.map(askedLogonNames)
      return all.includes(undefined) ? undefined : new Set(all.flatMap(names => [...(names ?? [])]))
    }
    case 'not':
    case 'present':
    case 'atLeast':
    case 'atMost':
    case 'substrings':
    case 'extensible':
      return undefined
  }
}
