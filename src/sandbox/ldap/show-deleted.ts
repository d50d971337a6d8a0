import type { DirectoryTree } from './directory-tree.ts'
import type { Entry } from './entry.ts'

/** The directory as a search sees it that shows what was deleted ([MS-ADTS] 3.1.1.3.4.1.14). */
export function showDeleted(tree: DirectoryTree): DirectoryTree {
  const { deleted } = tree
  return {
    ...tree,
    showsDeleted: true,
    entries: () => both(tree.entries(), deleted.entries()),
    find: key => tree.find(key) ?? deleted.find(key),
    findByGuid: guid => tree.findByGuid(guid) ?? deleted.findByGuid(guid)
  }
}

function* both(living: Iterable<Entry>, deleted: Iterable<Entry>): Generator<Entry> {
  yield* living
  yield* deleted
}
