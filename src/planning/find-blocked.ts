import type { Blocked } from '../model/plan.ts'
import type { Dependencies } from './find-dependencies.ts'
import type { Move, RecordState } from './move.ts'

/**
 * Every move that can't be made, with its reason: `known` ones, moves that want the same account,
 * moves whose name or account is held by a record outside the plan, and, as far as it reaches,
 * moves that wait for a blocked one.
 */
export function findBlocked(
  moves: readonly Move[],
  dependencies: Dependencies,
  known: ReadonlyMap<string, Blocked>
): ReadonlyMap<string, Blocked> {
  const blocked = new Map(known)
  for (const move of wantedTwice(moves)) setOnce(blocked, sameTarget(move))
  const planned = new Set(moves.map(move => move.systemUserId))
  for (const move of moves) {
    const holder = holdersOf(move, dependencies).find(each => !planned.has(each.systemUserId))
    if (holder) setOnce(blocked, heldByUnplanned(move, holder))
  }
  spread(moves, dependencies, blocked)
  return blocked
}

function wantedTwice(moves: readonly Move[]): readonly Move[] {
  const counts = new Map<string, number>()
  for (const key of moves.flatMap(wanted)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return moves.filter(move => wanted(move).some(key => (counts.get(key) ?? 0) > 1))
}

function wanted(move: Move): readonly string[] {
  return [`guid ${move.toObjectGuid}`, `name ${move.toNameKey}`]
}

/** From each blocked move to those that wait for it, and on to those that wait for them. */
function spread(
  moves: readonly Move[],
  dependencies: Dependencies,
  blocked: Map<string, Blocked>
): void {
  const waiting = waitingFor(moves, dependencies)
  const queue = [...blocked.keys()]
  for (let holderId = queue.pop(); holderId !== undefined; holderId = queue.pop()) {
    for (const { move, holder } of waiting.get(holderId) ?? []) {
      if (blocked.has(move.systemUserId)) continue
      blocked.set(move.systemUserId, waitsForBlocked(move, holder))
      queue.push(move.systemUserId)
    }
  }
}

interface Wait {
  readonly move: Move
  readonly holder: RecordState
}

function waitingFor(moves: readonly Move[], dependencies: Dependencies): Map<string, Wait[]> {
  const result = new Map<string, Wait[]>()
  for (const move of moves) {
    for (const holder of holdersOf(move, dependencies)) {
      const waits = result.get(holder.systemUserId) ?? []
      waits.push({ move, holder })
      result.set(holder.systemUserId, waits)
    }
  }
  return result
}

function holdersOf(move: Move, dependencies: Dependencies): readonly RecordState[] {
  return dependencies.get(move.systemUserId) ?? []
}

function setOnce(blocked: Map<string, Blocked>, reason: Blocked): void {
  if (!blocked.has(reason.systemUserId)) blocked.set(reason.systemUserId, reason)
}

function sameTarget({ systemUserId, fullName, toDomainName }: Move): Blocked {
  const detail = `More than one user of this plan should become ${toDomainName}. Decide whose account it is.`
  return { systemUserId, fullName, code: 'target-wanted-twice', detail }
}

function heldByUnplanned(move: Move, holder: RecordState): Blocked {
  return {
    systemUserId: move.systemUserId,
    fullName: move.fullName,
    code: 'target-held-by-unplanned-user',
    detail: `${move.toDomainName} is held by the record of ${holder.fullName} (${holder.domainName}), which this plan does not move. Plan that user as well, or decide which record is right.`,
    holderSystemUserId: holder.systemUserId
  }
}

function waitsForBlocked(move: Move, holder: RecordState): Blocked {
  return {
    systemUserId: move.systemUserId,
    fullName: move.fullName,
    code: 'depends-on-blocked-user',
    detail: `${move.toDomainName} is held by the record of ${holder.fullName} (${holder.domainName}), whose own move is blocked. Resolve that first.`,
    holderSystemUserId: holder.systemUserId
  }
}
