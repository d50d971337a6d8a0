import type { Step } from '../model/plan.ts'
import type { Holders, Move } from './move.ts'

export interface Write {
  readonly action: Step['action']
  readonly move: Move
}

/**
 * The writes that follow from `hops`, the order in which people park: whoever can be mapped is
 * mapped before the next one parks. Waiting would gain nothing, for a map takes what nobody else
 * wants and lets go of a placeholder, or of what others wait for.
 */
export function unfoldWrites(
  moves: readonly Move[],
  holders: Holders,
  hops: readonly Move[]
): readonly Write[] {
  const unfolding = new Unfolding(moves, holders, hops)
  unfolding.mapFree(moves)
  for (const move of hops) unfolding.park(move)
  return unfolding.writes
}

class Unfolding {
  readonly writes: Write[] = []
  /** Those who hop and are not parked yet. */
  readonly #toPark: Set<Move>
  readonly #hops: ReadonlySet<Move>
  readonly #waiters: ReadonlyMap<Move, Move[]>
  /** Of those not mapped yet: how many holders have not let go. */
  readonly #waitsFor = new Map<Move, number>()

  constructor(moves: readonly Move[], holders: Holders, hops: readonly Move[]) {
    this.#hops = new Set(hops)
    this.#toPark = new Set(hops)
    this.#waiters = new Map(moves.map(move => [move, []]))
    for (const move of moves) {
      const within = holders(move).filter(holder => this.#waiters.has(holder))
      for (const holder of within) this.#waiters.get(holder)?.push(move)
      this.#waitsFor.set(move, within.length)
    }
  }

  park(move: Move): void {
    this.writes.push({ action: 'park', move })
    this.#toPark.delete(move)
    this.mapFree([...this.#letGo(move), move])
  }

  /** Of these, and of those who waited for them, and so on. */
  mapFree(moves: readonly Move[]): void {
    const queue = [...moves]
    for (const move of queue) {
      if (this.#waitsFor.get(move) !== 0 || this.#toPark.has(move)) continue
      this.#waitsFor.delete(move)
      this.writes.push({ action: 'map', move })
      if (!this.#hops.has(move)) queue.push(...this.#letGo(move))
    }
  }

  /** Answers who waited for it and waits for nobody else. */
  #letGo(move: Move): readonly Move[] {
    const waiters = this.#waiters.get(move) ?? []
    for (const waiter of waiters) this.#waitsFor.set(waiter, (this.#waitsFor.get(waiter) ?? 0) - 1)
    return waiters.filter(waiter => this.#waitsFor.get(waiter) === 0)
  }
}
