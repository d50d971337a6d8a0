import type { Dependencies } from './find-dependencies.ts'
import type { Move } from './move.ts'
import { orderHops } from './order-hops.ts'
import { strongComponents } from './strong-components.ts'
import { mostParked } from './most-parked.ts'
import { unfoldWrites, type Write } from './unfold-writes.ts'

/**
 * Moves that belong together: one alone, or all that hold each other up in cycles. Convoys come in
 * an order in which each finds what it needs released by those before it.
 */
export interface Convoy {
  readonly moves: readonly Move[]
  /** In order: each finds what it needs released. */
  readonly writes: readonly Write[]
  /** How many are parked at once. */
  readonly placeholdersNeeded: number
}

/** `placeholders` is how many there are: with few of them a convoy may take another way. */
export function orderMoves(
  moves: readonly Move[],
  dependencies: Dependencies,
  placeholders: number
): readonly Convoy[] {
  const byId = new Map(moves.map(move => [move.systemUserId, move]))
  const holders = new Map(
    moves.map(move => [
      move,
      (dependencies.get(move.systemUserId) ?? []).flatMap(each => byId.get(each.systemUserId) ?? [])
    ])
  )
  const holdersOf = (move: Move) => holders.get(move) ?? []
  return strongComponents(moves, holdersOf).map(tangle => {
    const writes = unfoldWrites(tangle, holdersOf, orderHops(tangle, holdersOf, placeholders))
    return { moves: tangle, writes, placeholdersNeeded: mostParked(writes) }
  })
}
