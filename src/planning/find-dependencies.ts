import type { Move, RecordState } from './move.ts'

/** For each move, the other records that hold the name or the account it needs. */
export type Dependencies = ReadonlyMap<string, readonly RecordState[]>

export function findDependencies(
  moves: readonly Move[],
  records: readonly RecordState[]
): Dependencies {
  const byName = new Map(records.map(record => [record.nameKey, record]))
  const byGuid = new Map(
    records.flatMap(record => (record.objectGuid ? [[record.objectGuid, record] as const] : []))
  )
  return new Map(
    moves.map(move => {
      const holders = [byName.get(move.toNameKey), byGuid.get(move.toObjectGuid)]
      return [move.systemUserId, othersThan(move, holders)]
    })
  )
}

function othersThan(
  move: Move,
  holders: readonly (RecordState | undefined)[]
): readonly RecordState[] {
  const others = holders.filter(
    holder => holder !== undefined && holder.systemUserId !== move.systemUserId
  )
  return others.filter(
    (holder, index) =>
      others.findIndex(each => each?.systemUserId === holder?.systemUserId) === index
  ) as RecordState[]
}
