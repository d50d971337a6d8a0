import t from 'tap'
import * as fc from 'fast-check'
import { breakCycles } from '../../src/planning/break-cycles.ts'
import { findDependencies } from '../../src/planning/find-dependencies.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { fewestPlaceholders, fewestWrites } from './brute-force.ts'
import {
  chainOfDirects,
  chainOfHoppers,
  cycleOfDirects,
  cycleOfHoppers,
  renamed,
  smallTangle,
  toWorld,
  type Draft,
  type PlanWorld
} from './worlds.ts'

const oneHopper = (drafts: readonly Draft[]) =>
  drafts.map((draft, i) => (i === 1 ? { ...draft, toGuid: draft.guid } : draft))

const simple: [string, Draft[], number, number][] = [2, 3, 4, 5].flatMap(length => [
  [`a cycle of ${length} hoppers`, cycleOfHoppers(0, length), 2 * length, 2],
  [`a cycle of ${length} directs`, cycleOfDirects(0, length), length + 1, 1],
  [`a cycle of ${length}, one a hopper`, oneHopper(cycleOfDirects(0, length)), length + 1, 1],
  [`a chain of ${length} hoppers`, chainOfHoppers(0, length), 2 * length, 1],
  [`a chain of ${length} directs`, chainOfDirects(0, length), length, 0]
])

for (const [name, drafts, writes, placeholders] of simple) {
  t.test(`${name}: as few writes and placeholders as a search finds`, async t => {
    const world = toWorld(drafts, 3)
    const plan = planRemap(world)
    t.equal(plan.steps.length, writes)
    t.equal(plan.steps.length, fewestWrites(world))
    t.equal(plan.placeholdersNeeded, placeholders)
    t.equal(plan.placeholdersNeeded, fewestPlaceholders(world))
  })
}

t.test('tangles of up to four records take no more writes than a search finds', async t => {
  const worlds = fc.sample(smallTangle, { numRuns: 200, seed: 7 }).map(withPlaceholders)
  const isTangled = worlds.filter(world => planRemap(world).steps.length > 3)
  t.ok(isTangled.length > 20, 'the sample holds something')
  t.same(
    isTangled.map(world => planRemap(world).steps.length),
    isTangled.map(world => fewestWrites(movableOf(world)))
  )
})

t.test('who hops anyway opens a cycle; among equals the lowest id', async t => {
  t.same(openersOf(oneHopper(cycleOfDirects(0, 4))), ['u00001'])
  t.same(openersOf(cycleOfDirects(0, 4)), ['u00000'])
  t.same(openersOf(cycleOfHoppers(0, 4).toReversed()), ['u00000'])
})

t.test('who stands in two cycles opens both', async t => {
  const [a, b, both] = [renamed(0), renamed(1), renamed(2)]
  const openers = openersOf([
    { ...a, toName: both.name, toGuid: 'new a' },
    { ...b, toGuid: both.guid },
    { ...both, toName: a.name, toGuid: b.guid }
  ])
  t.same(openers, ['u00002'])
})

function openersOf(drafts: Draft[]): string[] {
  const { moves, records } = toWorld(drafts, 0)
  const dependencies = findDependencies(moves, records)
  const holders = (id: string) => (dependencies.get(id) ?? []).map(each => each.systemUserId)
  return [...breakCycles(moves, holders)]
}

function withPlaceholders(world: PlanWorld): PlanWorld {
  const placeholders = Array.from({ length: 4 }, (_, i) => `CONTOSO\\relink-${i}`)
  return { ...world, placeholders }
}

function movableOf(world: PlanWorld): PlanWorld {
  const blocked = new Set(planRemap(world).blocked.map(each => each.systemUserId))
  return { ...world, moves: world.moves.filter(move => !blocked.has(move.systemUserId)) }
}
