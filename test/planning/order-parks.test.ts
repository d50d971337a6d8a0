import t from 'tap'
import * as fc from 'fast-check'
import { bit, members } from '../../src/planning/bits.ts'
import { orderParks } from '../../src/planning/order-parks.ts'

const ring = (size: number) => Array.from({ length: size }, (_, i) => bit((i + 1) % size))

t.test('one who waits for nobody needs a placeholder for a moment', async t => {
  t.same(orderParks([0], bit(0), 9), { order: [0], placeholders: 1, openers: 0 })
})

t.test('nobody who hops needs none', async t => {
  t.same(orderParks([0, bit(0)], 0, 9), { order: [], placeholders: 0, openers: 0 })
})

t.test('a ring: one opens it, the others come in the order in which they are let go', async t => {
  t.match(orderParks(ring(4), 0b1111, 9), { placeholders: 2, openers: 1 })
  t.same(orderParks(ring(4), 0b0100, 9), { order: [2], placeholders: 1, openers: 0 })
})

t.test('none where so many placeholders are not enough', async t => {
  t.equal(orderParks(ring(4), 0b1111, 1), undefined)
  t.match(orderParks(ring(4), 0b1111, 2), { placeholders: 2 })
})

t.test('a cycle without a hop can never be mapped', async t => {
  t.equal(orderParks(ring(3), 0, 9), undefined)
  t.equal(orderParks([...ring(2), bit(3), bit(2)], 0b0001, 9), undefined)
})

const tangles = fc
  .integer({ min: 1, max: 6 })
  .chain(size =>
    fc.tuple(
      fc.array(fc.nat(bit(size) - 1), { minLength: size, maxLength: size }),
      fc.nat(bit(size) - 1)
    )
  )
  .map(([waits, hops]) => ({ waits: waits.map((each, i) => each & ~bit(i)), hops }))

t.test('no order of all that there are is better', async t => {
  fc.assert(
    fc.property(tangles, ({ waits, hops }) => {
      const way = orderParks(waits, hops, 9)
      const costs = permutations(members(hops)).map(order => costOf(waits, hops, order))
      const best = costs.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])[0] ?? [Infinity, 0]
      const found = way ? [way.placeholders, way.openers] : [Infinity, 0]
      if (String(found) !== String(best)) throw new Error(`${found.join()} is not ${best.join()}`)
      if (way && String(costOf(waits, hops, way.order)) !== String(found))
        throw new Error('the order does not cost what it says')
    }),
    { numRuns: 500 }
  )
  t.pass()
})

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]]
  return items.flatMap(item =>
    permutations(items.filter(each => each !== item)).map(rest => [item, ...rest])
  )
}

/** How many are parked at once, and how many of them wait for a later park; by doing it. */
function costOf(
  waits: readonly number[],
  hops: number,
  order: readonly number[]
): [number, number] {
  const gone = new Set<number>()
  const parked = new Set<number>()
  const mapped = new Set<number>()
  let [most, openers] = [0, 0]
  mapAll()
  for (const who of order) {
    parked.add(who)
    gone.add(who)
    most = Math.max(most, parked.size)
    mapAll()
    if (parked.has(who)) openers += 1
  }
  return mapped.size === waits.length ? [most, openers] : [Infinity, 0]

  function mapAll(): void {
    const isHop = (each: number) => (hops & bit(each)) !== 0
    const free = waits.findIndex(
      (needed, each) =>
        !mapped.has(each) &&
        (!isHop(each) || parked.has(each)) &&
        members(needed).every(other => gone.has(other))
    )
    if (free < 0) return
    mapped.add(free)
    parked.delete(free)
    gone.add(free)
    mapAll()
  }
}
