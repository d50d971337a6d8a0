import t from 'tap'
import * as fc from 'fast-check'
import { findDependencies } from '../../src/planning/find-dependencies.ts'
import { orderMoves, type Convoy } from '../../src/planning/order-moves.ts'
import {
  chainOfDirects,
  chainOfHoppers,
  cycleOfDirects,
  cycleOfHoppers,
  toWorld,
  world,
  type Draft
} from './worlds.ts'

const convoysOf = (drafts: readonly Draft[]): readonly Convoy[] => {
  const { moves, records } = toWorld(drafts, 0)
  return orderMoves(moves, findDependencies(moves, records), 4)
}

const shapeOf = ({ writes, placeholdersNeeded }: Convoy) => [
  writes.map(({ action, move }) => `${action} ${Number(move.systemUserId.slice(1))}`).join(', '),
  placeholdersNeeded
]

t.test('a chain is one convoy each, the holder before who waits', async t => {
  t.same(convoysOf(chainOfHoppers(0, 3)).map(shapeOf), [
    ['park 2, map 2', 1],
    ['park 1, map 1', 1],
    ['park 0, map 0', 1]
  ])
  t.same(convoysOf(chainOfDirects(0, 2)).map(shapeOf), [
    ['map 1', 0],
    ['map 0', 0]
  ])
})

t.test('a cycle is one convoy: one opens it, and each follower is parked for a moment', async t => {
  t.same(convoysOf(cycleOfHoppers(0, 2)).map(shapeOf), [['park 0, park 1, map 0, map 1', 2]])
  t.same(convoysOf(cycleOfDirects(0, 3)).map(shapeOf), [['park 0, map 2, map 1, map 0', 1]])
})

t.test('each finds released what it needs', async t => {
  fc.assert(
    fc.property(world, ({ moves, records, placeholders }) => {
      const dependencies = findDependencies(moves, records)
      const planned = new Set(moves.map(move => move.systemUserId))
      const released = new Set<string>()
      const convoys = orderMoves(moves, dependencies, placeholders.length)
      for (const { action, move } of convoys.flatMap(convoy => convoy.writes)) {
        const holders = (dependencies.get(move.systemUserId) ?? []).map(each => each.systemUserId)
        const missing = holders.find(each => planned.has(each) && !released.has(each))
        if (action === 'map' && missing)
          throw new Error(`${move.systemUserId} waits for ${missing}`)
        released.add(move.systemUserId)
      }
    })
  )
  t.pass()
})
