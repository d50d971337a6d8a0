import type { DirectoryTree } from './directory-tree.ts'
import { encodeMetaData } from './encode-meta-data.ts'
import type { Entry } from './entry.ts'
import type { Value } from './schema.ts'

/** The values of an attribute by its lower-case name, computed ones included. */
export function entryValues(
  tree: DirectoryTree,
  entry: Entry,
  attribute: string
): readonly Value[] {
  if (attribute === 'distinguishedname') return [entry.dn]
  if (attribute === 'memberof') return groupNames(tree, entry)
  if (attribute === 'replpropertymetadata') return [encodeMetaData(entry, tree.invocationId)]
  return entry.attributes.get(attribute) ?? []
}

function groupNames(tree: DirectoryTree, entry: Entry): string[] {
  return [...tree.groupsOf(entry.key)].flatMap(key => tree.find(key)?.dn ?? [])
}
