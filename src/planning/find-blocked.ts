import type { Blocked } from '../model/plan.ts'
import type { Dependencies } from './find-dependencies.ts'
import type { Move, RecordState } from './move.ts'
import {
  heldByStuck,
  heldByUnplanned,
  lengthen,
  startTrail,
  waitsForBlocked,
  wantedByAnother
} from './why-blocked.ts'

/**
 * Every move that can't be made, with its reason.
 *
 * | the name or the account that a user needs                | code                          |
 * |----------------------------------------------------------|-------------------------------|
 * | is refused for a reason that is known already            | that one                      |
 * | is wanted by another move too                            | target-wanted-twice           |
 * | is held by a record that the plan does not move          | target-held-by-unplanned-user |
 * | is held by one whose own move is blocked, and so on      | depends-on-blocked-user       |
 *
 * `stuck` are users of the request that never became moves: as holders they are named as such.
 */
export function findBlocked(
  moves: readonly Move[],
  dependencies: Dependencies,
  refused: ReadonlyMap<string, Blocked>,
  stuck: ReadonlyMap<string, Blocked>
): ReadonlyMap<string, Blocked> {
  const blocked = new Map(refused)
  for (const [move, rival] of wantedTwice(moves)) setOnce(blocked, wantedByAnother(move, rival))
  const planned = new Set(moves.map(move => move.systemUserId))
  for (const move of moves) {
    const holder = holdersOf(move, dependencies).find(each => !planned.has(each.systemUserId))
    const why = holder && stuck.get(holder.systemUserId)
    if (holder)
      setOnce(blocked, why ? heldByStuck(move, holder, why) : heldByUnplanned(move, holder))
  }
  spread(moves, dependencies, blocked, stuck)
  return blocked
}

/** Each with another one that wants the same. */
function wantedTwice(moves: readonly Move[]): readonly (readonly [Move, Move])[] {
  const groups = [
    ...Map.groupBy(moves, move => move.toObjectGuid).values(),
    ...Map.groupBy(moves, move => move.toNameKey).values()
  ]
  return groups.flatMap(([first, second, ...more]) =>
    first && second
      ? [[first, second], ...[second, ...more].map(move => [move, first] as const)]
      : []
  )
}

/** From each blocked move to those that wait for it, then on to those that wait for them. */
function spread(
  moves: readonly Move[],
  dependencies: Dependencies,
  blocked: Map<string, Blocked>,
  stuck: ReadonlyMap<string, Blocked>
): void {
  const waiting = waitingFor(moves, dependencies)
  const rootOf = (reason: Blocked) => stuck.get(reason.rootSystemUserId ?? '') ?? reason
  const trails = new Map([...blocked].map(([id, reason]) => [id, startTrail(rootOf(reason))]))
  // A map is walked in the order of insertion, what is added on the way included.
  for (const [holderId, trail] of trails) {
    for (const { move, holder } of waiting.get(holderId) ?? []) {
      if (trails.has(move.systemUserId)) continue
      blocked.set(move.systemUserId, waitsForBlocked(move, holder, trail))
      trails.set(move.systemUserId, lengthen(trail, holder))
    }
  }
}

interface Wait {
  readonly move: Move
  readonly holder: RecordState
}

function waitingFor(
  moves: readonly Move[],
  dependencies: Dependencies
): ReadonlyMap<string, Wait[]> {
  const waits = moves.flatMap(move =>
    holdersOf(move, dependencies).map(holder => ({ move, holder }))
  )
  return Map.groupBy(waits, ({ holder }) => holder.systemUserId)
}

function holdersOf(move: Move, dependencies: Dependencies): readonly RecordState[] {
  return dependencies.get(move.systemUserId) ?? []
}

function setOnce(blocked: Map<string, Blocked>, reason: Blocked): void {
  if (!blocked.has(reason.systemUserId)) blocked.set(reason.systemUserId, reason)
}
