import * as fc from 'fast-check'
import { findDependencies } from '../../src/planning/find-dependencies.ts'
import type { Holders, Move } from '../../src/planning/move.ts'
import { orderHops } from '../../src/planning/order-hops.ts'
import { mostParked } from '../../src/planning/most-parked.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { strongComponents } from '../../src/planning/strong-components.ts'
import { unfoldWrites } from '../../src/planning/unfold-writes.ts'
import { fewestPlaceholders, fewestWrites } from '../../test/planning/brute-force.ts'
import { tangle, type PlanWorld } from '../../test/planning/worlds.ts'

/** Plans against a search of all states that knows nothing of the planner. */
export function compareWithBruteForce(): string {
  const worlds = sample(2, 8, 2000).filter(isMovable)
  const worse = worlds.filter(world => {
    const { steps, placeholdersNeeded } = planRemap(world)
    return steps.length !== fewestWrites(world) || placeholdersNeeded !== fewestPlaceholders(world)
  })
  return `brute force over ${worlds.length} tangled worlds of 2 to 8 users: ${worse.length} planned with more writes or placeholders than needed`
}

/**
 * How far the order for large tangles is from the best, on tangles that are small enough to know
 * it: those of 8 to 12 are searched whole, and taken apart first as if `limit` were the largest
 * that is searched.
 */
export function compareHeuristic(limit: number): string {
  const tangles = sample(8, 12, 1500)
    .filter(isMovable)
    .flatMap(tanglesOf)
    .filter(({ moves }) => moves.length >= 8)
  const gaps = tangles.map(({ moves, holders }) => {
    const [best, found] = [costOf(moves, holders, 12), costOf(moves, holders, limit)]
    return { writes: found.writes - best.writes, placeholders: found.most - best.most }
  })
  const [writes, placeholders] = [gaps.map(gap => gap.writes), gaps.map(gap => gap.placeholders)]
  return `heuristic, searching up to ${limit}, on ${gaps.length} tangles of 8 to 12: ${tell(writes, 'writes')}; ${tell(placeholders, 'placeholders')}`
}

function sample(min: number, max: number, size: number): readonly PlanWorld[] {
  const placeholders = Array.from({ length: max }, (_, i) => `CONTOSO\\relink-${i}`)
  return fc
    .sample(tangle(min, max), { numRuns: size, seed: 1 })
    .map(world => ({ ...world, placeholders }))
}

function isMovable(world: PlanWorld): boolean {
  return planRemap(world).blocked.length === 0
}

interface Tangle {
  readonly moves: readonly Move[]
  readonly holders: Holders
}

function tanglesOf({ moves, records }: PlanWorld): readonly Tangle[] {
  const dependencies = findDependencies(moves, records)
  const holders = (move: Move) =>
    moves.filter(each =>
      dependencies.get(move.systemUserId)?.some(({ systemUserId: id }) => id === each.systemUserId)
    )
  return strongComponents(moves, holders).map(tangle => ({ moves: tangle, holders }))
}

function costOf(moves: readonly Move[], holders: Holders, limit: number) {
  const writes = unfoldWrites(moves, holders, orderHops(moves, holders, Infinity, limit))
  return { writes: writes.length, most: mostParked(writes) }
}

function tell(gaps: readonly number[], what: string): string {
  const share = (100 * gaps.filter(gap => gap > 0).length) / gaps.length
  return `more ${what} than needed in ${share.toFixed(1)} %, at most ${Math.max(...gaps)} more`
}
