import t from 'tap'
import { bit, members, subsets } from '../../src/planning/bits.ts'

t.test('members come in ascending order', async t => {
  t.same(members(0), [])
  t.same(members(bit(0) | bit(5) | bit(11)), [0, 5, 11])
})

t.test('subsets are all of one size, each once', async t => {
  t.same(subsets(0b1011, 0), [0])
  t.same(subsets(0b1011, 1), [0b1, 0b10, 0b1000])
  t.same(subsets(0b1011, 2), [0b11, 0b1001, 0b1010])
  t.same(subsets(0b1011, 3), [0b1011])
  t.same(subsets(0b1011, 4), [])
})
