import type { Move, RecordState } from './move.ts'

/** For each move, the other records that hold the name or the account it needs. */
export type Dependencies = ReadonlyMap<string, readonly RecordState[]>

/**
 * A name may be held twice (spelled in two ways) and so may an account (the link baseline is only
 * what we believe): all holders count, in the order of their ids.
 */
export function findDependencies(
  moves: readonly Move[],
  records: readonly RecordState[]
): Dependencies {
  const byName = Map.groupBy(records, record => record.nameKey)
  const byGuid = Map.groupBy(records, record => record.objectGuid)
  return new Map(
    moves.map(move => {
      const holders = new Set([
        ...(byName.get(move.toNameKey) ?? []),
        ...(byGuid.get(move.toObjectGuid) ?? [])
      ])
      return [move.systemUserId, othersThan(move, [...holders])]
    })
  )
}

function othersThan(move: Move, holders: readonly RecordState[]): readonly RecordState[] {
  return holders
    .filter(holder => holder.systemUserId !== move.systemUserId)
    .toSorted((a, b) => (a.systemUserId < b.systemUserId ? -1 : 1))
}
