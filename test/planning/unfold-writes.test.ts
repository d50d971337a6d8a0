import t from 'tap'
import { findDependencies } from '../../src/planning/find-dependencies.ts'
import type { Move } from '../../src/planning/move.ts'
import { unfoldWrites } from '../../src/planning/unfold-writes.ts'
import {
  chainOfDirects,
  chainOfHoppers,
  cycleOfDirects,
  cycleOfHoppers,
  toWorld,
  type Draft
} from './worlds.ts'

/** The writes as "park 0", "map 3". */
function written(drafts: readonly Draft[], order: readonly number[]): readonly string[] {
  const { moves, records } = toWorld(drafts, 0)
  const dependencies = findDependencies(moves, records)
  const holders = (move: Move) =>
    moves.filter(each =>
      dependencies.get(move.systemUserId)?.some(({ systemUserId: id }) => id === each.systemUserId)
    )
  const hops = order.flatMap(index => moves[index] ?? [])
  return unfoldWrites(moves, holders, hops).map(
    ({ action, move }) => `${action} ${moves.indexOf(move)}`
  )
}

t.test('without hops everybody is mapped as soon as those before are', async t => {
  t.same(written(chainOfDirects(0, 3), []), ['map 2', 'map 1', 'map 0'])
})

t.test('whoever can be mapped is mapped before the next one parks', async t => {
  t.same(written(chainOfHoppers(0, 2), [1, 0]), ['park 1', 'map 1', 'park 0', 'map 0'])
  t.same(written(chainOfHoppers(0, 2), [0, 1]), ['park 0', 'park 1', 'map 0', 'map 1'])
  const cycle = 'park 0, park 2, map 2, park 1, map 0, map 1'
  t.same(written(cycleOfHoppers(0, 3), [0, 2, 1]), cycle.split(', '))
})

t.test('who was mapped without a hop lets go in turn, who hopped has let go before', async t => {
  t.same(written(cycleOfDirects(0, 3), [0]), ['park 0', 'map 2', 'map 1', 'map 0'])
})

t.test('what no order can do is left out', async t => {
  t.same(written(cycleOfDirects(0, 3), []), [])
})

t.test('holders outside count as gone', async t => {
  const [first] = toWorld(cycleOfDirects(0, 2), 0).moves
  const elsewhere = toWorld(chainOfDirects(5, 1), 0).moves
  t.match(
    unfoldWrites(first ? [first] : [], () => elsewhere, []),
    [{ action: 'map' }]
  )
})
