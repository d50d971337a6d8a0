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
  return orderMoves(moves, findDependencies(moves, records))
}

/** Who moves, how many of them open the cycle, how many hop, and how many placeholders it takes. */
const shapeOf = (convoy: Convoy) => [
  convoy.moves.map(move => move.systemUserId),
  convoy.openers.size,
  convoy.hoppers.size,
  convoy.placeholdersNeeded
]

t.test('a chain is one convoy each, the holder before who waits', async t => {
  t.same(convoysOf(chainOfHoppers(0, 3)).map(shapeOf), [
    [['u00002'], 0, 1, 1],
    [['u00001'], 0, 1, 1],
    [['u00000'], 0, 1, 1]
  ])
  t.same(convoysOf(chainOfDirects(0, 1)).map(shapeOf), [[['u00000'], 0, 0, 0]])
})

t.test('a cycle is one convoy: the opener, then holders before who waits', async t => {
  const ids = ['u00000', 'u00003', 'u00002', 'u00001']
  t.same(convoysOf(cycleOfHoppers(0, 4)).map(shapeOf), [[ids, 1, 4, 2]])
  t.same(convoysOf(cycleOfDirects(0, 4)).map(shapeOf), [[ids, 1, 1, 1]])
})

t.test('each finds released what it needs: by those before, or by an opener', async t => {
  fc.assert(
    fc.property(world, ({ moves, records }) => {
      const dependencies = findDependencies(moves, records)
      const planned = new Set(moves.map(move => move.systemUserId))
      const released = new Set<string>()
      for (const { moves: convoy, openers } of orderMoves(moves, dependencies)) {
        for (const opener of openers) released.add(opener)
        for (const { systemUserId } of convoy.filter(each => !openers.has(each.systemUserId))) {
          const holders = (dependencies.get(systemUserId) ?? []).map(each => each.systemUserId)
          const missing = holders.find(each => planned.has(each) && !released.has(each))
          if (missing) throw new Error(`${systemUserId} waits for ${missing}`)
          released.add(systemUserId)
        }
      }
    })
  )
  t.pass()
})
