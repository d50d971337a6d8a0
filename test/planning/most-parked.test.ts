import t from 'tap'
import { mostParked } from '../../src/planning/most-parked.ts'
import { renamed, toWorld } from './worlds.ts'

const [a, b, c] = toWorld([0, 1, 2].map(renamed), 0).moves
if (!a || !b || !c) throw new Error('no moves')
const [park, map] = ['park', 'map'] as const

t.test('counts those who are parked at the same time', async t => {
  t.equal(mostParked([]), 0)
  t.equal(mostParked([{ action: map, move: a }]), 0)
  const oneByOne = [a, b, c].flatMap(move => [park, map].map(action => ({ action, move })))
  t.equal(mostParked(oneByOne), 1)
})

t.test('a map without a park frees nothing', async t => {
  const writes = [
    { action: park, move: a },
    { action: map, move: c },
    { action: park, move: b },
    { action: map, move: a },
    { action: map, move: b }
  ]
  t.equal(mostParked(writes), 2)
})
