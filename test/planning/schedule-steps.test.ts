import t from 'tap'
import * as fc from 'fast-check'
import type { Step } from '../../src/model/plan.ts'
import type { Move, RecordState } from '../../src/planning/move.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import {
  chainOfDirects,
  chainOfHoppers,
  cycleOfDirects,
  cycleOfHoppers,
  renamed,
  still,
  toWorld,
  world,
  type Draft,
  type PlanWorld
} from './worlds.ts'

const stepsOf = (drafts: readonly Draft[], placeholders: number) =>
  planRemap(toWorld(drafts, placeholders)).steps

const singles = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => renamed(first + i))

t.test('a hop is a park and a map that know where they come from and lead to', async t => {
  t.same(stepsOf([renamed(0)], 1), [
    {
      sequence: 1,
      action: 'park',
      systemUserId: 'u00000',
      fullName: 'Person 0',
      fromDomainName: 'CONTOSO\\n0',
      toDomainName: 'CONTOSO\\relink-0',
      fromObjectGuid: 'g0',
      after: []
    },
    {
      sequence: 2,
      action: 'map',
      systemUserId: 'u00000',
      fullName: 'Person 0',
      fromDomainName: 'CONTOSO\\relink-0',
      toDomainName: 'CONTOSO\\fresh0',
      toObjectGuid: 'g0',
      fromObjectGuid: 'g0',
      after: [1]
    }
  ])
})

t.test('placeholders buy lanes for those who do not wait for each other', async t => {
  const spans = [1, 2, 3, 4].map(count => finishOf(stepsOf(singles(0, 12), count)))
  t.same(spans, [24, 12, 8, 6])
})

t.test('chains and cycles do not hold up the lanes of others', async t => {
  const drafts = [...chainOfHoppers(0, 10), ...cycleOfHoppers(10, 4), ...singles(14, 40)]
  for (const count of [2, 3, 4]) {
    // A hop takes its placeholder for 2 writes; the cycle takes two, for 7 of its 8 writes.
    const ideal = (2 * 50 + 2 * 7) / count
    const finish = finishOf(stepsOf(drafts, count))
    t.ok(finish <= 1.1 * ideal + 2, `${count} lanes: ${finish} writes of ${ideal}`)
  }
})

t.test('a chain uses what lanes there are', async t => {
  t.equal(finishOf(stepsOf(chainOfHoppers(0, 10), 1)), 20)
  t.equal(finishOf(stepsOf(chainOfHoppers(0, 10), 2)), 11)
})

t.test('a cycle begins when all its placeholders are free', async t => {
  const drafts = [renamed(0), ...chainOfHoppers(1, 8), ...cycleOfHoppers(9, 2)]
  const steps = stepsOf(drafts, 2)
  t.ok(longestParked(steps) <= 4, `parked for ${longestParked(steps)} writes`)
})

t.test('a cycle begins when nobody outside it is in its way any more', async t => {
  // User 0 opens the cycle; user 2, who waits for a chain, holds the account that user 1 shall have.
  const cycle = cycleOfDirects(0, 2).map((each, i) => (i === 1 ? { ...each, toGuid: 'g2' } : each))
  const steps = stepsOf([...cycle, ...chainOfDirects(2, 6)], 1)
  t.match(steps, { length: 9 })
  t.ok(longestParked(steps) <= 4, `parked for ${longestParked(steps)} writes`)
})

t.test('whoever is parked waits for nobody but those of the same cycle', async t => {
  fc.assert(
    fc.property(world, world => {
      const { steps } = planRemap(world)
      const before = ancestors(steps)
      const inOneCycle = cyclesOf(world)
      for (const map of steps.filter(step => step.action === 'map')) {
        const park = steps.find(step => isParkOf(step, map))
        const late = steps.filter(
          step => park && step !== park && before(map, step) && !before(park, step)
        )
        const stranger = late.find(step => !inOneCycle(map.systemUserId, step.systemUserId))
        if (stranger) throw new Error(`${map.sequence} is parked while ${stranger.sequence} runs`)
      }
    }),
    { numRuns: 200 }
  )
  t.pass()
})

t.test('nobody who stays is touched', async t => {
  t.same(stepsOf([still(0), still(1)], 2), [])
})

function isParkOf(step: Step, map: Step): boolean {
  return step.action === 'park' && step.systemUserId === map.systemUserId
}

/** When each step ends if each takes one unit and starts as soon as it may. */
function ends(steps: readonly Step[]): ReadonlyMap<number, number> {
  const result = new Map<number, number>([[0, 0]])
  for (const { sequence, after } of steps) {
    result.set(sequence, 1 + Math.max(0, ...after.map(each => result.get(each) ?? 0)))
  }
  return result
}

function finishOf(steps: readonly Step[]): number {
  return Math.max(...ends(steps).values())
}

function longestParked(steps: readonly Step[]): number {
  const end = ends(steps)
  const times = steps
    .filter(step => step.action === 'map')
    .map(map => {
      const park = steps.find(step => isParkOf(step, map))
      return park ? (end.get(map.sequence) ?? 0) - (end.get(park.sequence) ?? 0) + 1 : 0
    })
  return Math.max(...times)
}

/** Whether a step surely waits for another. */
function ancestors(steps: readonly Step[]): (step: Step, other: Step) => boolean {
  const sets = new Map<number, Set<number>>()
  for (const { sequence, after } of steps) {
    sets.set(sequence, new Set(after.flatMap(each => [each, ...(sets.get(each) ?? [])])))
  }
  return (step, other) => sets.get(step.sequence)?.has(other.sequence) ?? false
}

/** Whether two users hold each other up: each, over others or not, needs what the other holds. */
function cyclesOf({ moves, records }: PlanWorld): (a: string, b: string) => boolean {
  const reached = new Map(moves.map(move => [move.systemUserId, reach(move)]))
  return (a, b) => (reached.get(a)?.has(b) && reached.get(b)?.has(a)) ?? false

  function reach(start: Move): Set<string> {
    const seen = new Set<string>()
    const queue = [start]
    for (let move = queue.pop(); move; move = queue.pop()) {
      for (const holder of records.filter(record => isInTheWay(record, move))) {
        if (seen.has(holder.systemUserId)) continue
        seen.add(holder.systemUserId)
        queue.push(...moves.filter(each => each.systemUserId === holder.systemUserId))
      }
    }
    return seen
  }
}

function isInTheWay(record: RecordState, move: Move): boolean {
  if (record.systemUserId === move.systemUserId) return false
  return record.nameKey === move.toNameKey || record.objectGuid === move.toObjectGuid
}
