import { breakCycles } from './break-cycles.ts'
import type { Dependencies } from './find-dependencies.ts'
import { isHop, type Move } from './move.ts'
import { strongComponents } from './strong-components.ts'

/**
 * Moves that belong together: one alone, or all that hold each other up in cycles. Convoys come in
 * an order in which each finds what it needs released by those before it.
 */
export interface Convoy {
  /** In order; those that open the cycles first. */
  readonly moves: readonly Move[]
  /** Who parks before all others, so that the rest is free of cycles. */
  readonly openers: ReadonlySet<string>
  /** Who goes over a placeholder: all that must, and openers. */
  readonly hoppers: ReadonlySet<string>
  readonly placeholdersNeeded: number
}

export function orderMoves(moves: readonly Move[], dependencies: Dependencies): readonly Convoy[] {
  const byId = new Map(moves.map(move => [move.systemUserId, move]))
  const holders = (id: string) =>
    (dependencies.get(id) ?? []).map(each => each.systemUserId).filter(each => byId.has(each))
  return strongComponents([...byId.keys()], holders).map(component =>
    toConvoy(
      component.flatMap(id => byId.get(id) ?? []),
      holders
    )
  )
}

function toConvoy(
  moves: readonly Move[],
  holders: (systemUserId: string) => readonly string[]
): Convoy {
  const openers = breakCycles(moves, holders)
  const hoppers = new Set([...moves.filter(isHop).map(move => move.systemUserId), ...openers])
  const followers = inOrder(
    moves.filter(move => !openers.has(move.systemUserId)),
    holders
  )
  const isHopLeft = followers.some(move => hoppers.has(move.systemUserId))
  return {
    moves: [...moves.filter(move => openers.has(move.systemUserId)), ...followers],
    openers,
    hoppers,
    placeholdersNeeded: openers.size + (isHopLeft ? 1 : 0)
  }
}

/** Holders before those who wait for them; without the openers there is no cycle left. */
function inOrder(
  moves: readonly Move[],
  holders: (systemUserId: string) => readonly string[]
): readonly Move[] {
  const byId = new Map(moves.map(move => [move.systemUserId, move]))
  const within = (id: string) => holders(id).filter(each => byId.has(each))
  return strongComponents([...byId.keys()], within).flatMap(component =>
    component.flatMap(id => byId.get(id) ?? [])
  )
}
