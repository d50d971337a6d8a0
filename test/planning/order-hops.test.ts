import t from 'tap'
import * as fc from 'fast-check'
import { findDependencies } from '../../src/planning/find-dependencies.ts'
import { isHop, type Move } from '../../src/planning/move.ts'
import { orderHops } from '../../src/planning/order-hops.ts'
import { searchHops } from '../../src/planning/search-hops.ts'
import { strongComponents } from '../../src/planning/strong-components.ts'
import { unfoldWrites } from '../../src/planning/unfold-writes.ts'
import { cycleOfDirects, cycleOfHoppers, tangle, toWorld, type PlanWorld } from './worlds.ts'

/** Tangle by tangle, with the planned holders of each move. */
function tanglesOf({ moves, records }: PlanWorld) {
  const dependencies = findDependencies(moves, records)
  const holders = (move: Move) =>
    moves.filter(each =>
      dependencies.get(move.systemUserId)?.some(({ systemUserId: id }) => id === each.systemUserId)
    )
  return strongComponents(moves, holders).map(moves => ({ moves, holders }))
}

t.test('small tangles are searched', async t => {
  for (const { moves, holders } of tanglesOf(toWorld(cycleOfHoppers(0, 12), 0))) {
    t.same(orderHops(moves, holders, 2), searchHops(moves, holders, 2))
  }
})

t.test('larger ones: all who must hop, each once, and everybody can be mapped', async t => {
  fc.assert(
    fc.property(tangle(4, 40), fc.integer({ min: 1, max: 12 }), (world, limit) => {
      for (const { moves, holders } of tanglesOf(world)) {
        const hops = orderHops(moves, holders, 4, limit)
        if (new Set(hops).size < hops.length) throw new Error('somebody hops twice')
        if (!moves.filter(isHop).every(move => hops.includes(move))) throw new Error('no hop')
        const maps = unfoldWrites(moves, holders, hops).filter(({ action }) => action === 'map')
        if (maps.length !== moves.length) throw new Error('somebody is never mapped')
      }
    }),
    { numRuns: 300 }
  )
  t.pass()
})

t.test('a long cycle is opened by one, who hops anyway if somebody does', async t => {
  for (const drafts of [cycleOfHoppers(0, 100), cycleOfDirects(0, 100)]) {
    const mixed = drafts.map((draft, i) => (i === 50 ? { ...draft, toGuid: draft.guid } : draft))
    for (const { moves, holders } of tanglesOf(toWorld(mixed, 0))) {
      const hops = orderHops(moves, holders, 2)
      t.equal(hops.length, moves.filter(isHop).length)
    }
  }
})

t.test('who stands in most dependencies opens', async t => {
  // Eight people in two cycles that meet in the last one of them.
  const drafts = cycleOfDirects(0, 8).map((draft, i) =>
    i === 3 ? { ...draft, toGuid: 'g7' } : draft
  )
  const [only] = tanglesOf(toWorld(drafts, 0))
  if (!only) throw new Error('no tangle')
  t.match(orderHops(only.moves, only.holders, 4, 1), [{ systemUserId: 'u00003' }])
})
