import t from 'tap'
import * as fc from 'fast-check'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { fewestPlaceholders, fewestWrites } from './brute-force.ts'
import {
  chainOfDirects,
  chainOfHoppers,
  cycleOfDirects,
  cycleOfHoppers,
  renamed,
  tangle,
  toWorld,
  type Draft,
  type PlanWorld
} from './worlds.ts'

const oneHopper = (drafts: readonly Draft[]) =>
  drafts.map((draft, i) => (i === 1 ? { ...draft, toGuid: draft.guid } : draft))

const simple: [string, Draft[], number, number][] = [2, 3, 4, 8].flatMap(length => [
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

t.test('any tangle: as few writes as can be, then as few placeholders', async t => {
  fc.assert(
    fc.property(tangle(2, 7), world => {
      const plan = planRemap(world)
      fc.pre(!plan.blocked.some(each => each.code === 'target-wanted-twice'))
      const [writes, placeholders] = [fewestWrites(world), fewestPlaceholders(world)]
      const isPossible = plan.blocked.length === 0
      expectSame(isPossible ? plan.steps.length : Infinity, writes)
      if (isPossible) expectSame(plan.placeholdersNeeded, placeholders)
    }),
    { numRuns: 400 }
  )
  t.pass()
})

t.test('who is short of placeholders is told how many would be enough', async t => {
  fc.assert(
    fc.property(tangle(2, 6), world => {
      const none = planRemap({ ...world, placeholders: [] })
      const needed = none.blocked.flatMap(({ code, detail }) =>
        code === 'not-enough-placeholders' ? Number(/needs (\d+)/.exec(detail)?.[1]) : []
      )
      fc.pre(!none.blocked.some(each => each.code === 'target-wanted-twice'))
      const most = Math.max(0, ...needed)
      expectSame(Number.isFinite(fewestWrites(world, most)), true)
      if (most > 0) expectSame(fewestWrites(world, most - 1), Infinity)
    }),
    { numRuns: 200 }
  )
  t.pass()
})

t.test('one more write where otherwise the placeholders would not be enough', async t => {
  const world = fc
    .sample(tangle(4, 7), { numRuns: 4000, seed: 3 })
    .find(each =>
      isWorthAWrite({ ...each, placeholders: ['CONTOSO\\relink-0', 'CONTOSO\\relink-1'] })
    )
  if (!world) throw new Error('no such world among the samples')
  const two = { ...world, placeholders: ['CONTOSO\\relink-0', 'CONTOSO\\relink-1'] }
  const [few, many] = [planRemap(two), planRemap({ ...two, placeholders: names(4) })]
  t.same(few.blocked, [])
  t.equal(few.placeholdersNeeded, 2)
  t.ok(few.steps.length > many.steps.length)
})

function isWorthAWrite(world: PlanWorld): boolean {
  const writes = planRemap(world)
  const more = planRemap({ ...world, placeholders: names(4) })
  return writes.blocked.length === 0 && writes.steps.length > more.steps.length
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `CONTOSO\\relink-${i}`)
}

t.test('who stands in two cycles opens both', async t => {
  const [a, b, both] = [renamed(0), renamed(1), renamed(2)]
  const world = toWorld(
    [
      { ...a, toName: both.name, toGuid: 'new a' },
      { ...b, toGuid: both.guid },
      { ...both, toName: a.name, toGuid: b.guid }
    ],
    1
  )
  const parked = planRemap(world).steps.filter(step => step.action === 'park')
  t.match(parked, [{ systemUserId: 'u00002' }])
})

function expectSame(found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${String(found)} is not ${String(wanted)}`)
}
