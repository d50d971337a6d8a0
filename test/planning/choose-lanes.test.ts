import t from 'tap'
import { chooseLanes } from '../../src/planning/choose-lanes.ts'

const lanes = (...times: number[]) =>
  times.map((freeAt, index) => ({ placeholder: `P${index}`, freeAt, freedBy: [] }))

const cases: [string, number[], number, number, string[]][] = [
  ['none for nobody', [0, 0], 0, 0, []],
  ['the preferred of equals', [0, 0, 0], 1, 0, ['P0']],
  ['the first that is free when all are late', [9, 5, 7], 1, 2, ['P1']],
  ['the one that idled least when several are free', [0, 4, 6, 9], 1, 7, ['P2']],
  ['a free one rather than a late one', [8, 1], 1, 7, ['P1']],
  ['one free just in time', [7, 1], 1, 7, ['P0']],
  ['two at once, free ones first', [9, 3, 0], 2, 4, ['P1', 'P2']],
  ['two at once, one of them late', [9, 8, 3], 2, 4, ['P2', 'P1']]
]

for (const [name, times, count, readyAt, expected] of cases) {
  t.test(`takes ${name}`, async t => {
    t.same(
      chooseLanes(lanes(...times), count, readyAt).map(lane => lane.placeholder),
      expected
    )
  })
}

t.test('gives the lanes themselves, which remember when they are free', async t => {
  const all = lanes(0, 0)
  t.equal(chooseLanes(all, 1, 0)[0], all[0])
})
