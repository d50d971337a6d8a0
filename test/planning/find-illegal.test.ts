import t from 'tap'
import * as fc from 'fast-check'
import type { Step } from '../../src/model/plan.ts'
import { findIllegal } from '../../src/planning/find-illegal.ts'
import { foresee } from '../../src/planning/foresee.ts'
import type { RecordState } from '../../src/planning/move.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { readJournal } from '../../src/planning/read-journal.ts'
import { anOrder, faultOf, picker } from './dynamics.ts'
import { failed } from './journal.ts'
import {
  chainOfHoppers,
  cycleOfHoppers,
  idOf,
  renamed,
  toWorld,
  world,
  type PlanWorld
} from './worlds.ts'

t.test('nothing is found where nothing changed', async t => {
  fc.assert(
    fc.property(world, world => {
      const found = findIllegal(stepsOf(world), [], now(world))
      if (found.length > 0) throw new Error(found[0]?.detail)
    })
  )
  t.pass()
})

t.test('a plan that was tampered with is stopped user by user, and that ends', async t => {
  const world = toWorld([renamed(0), renamed(1)], 2)
  const steps = stepsOf(world).map(step => (step.sequence === 2 ? { ...step, after: [] } : step))
  const found = findIllegal(steps, [], now(world))
  t.match(found, [{ step: { systemUserId: 'u00000' } }])
  t.equal(found.length, 1)
})

t.test(
  'strangers in the way stop whose way it is and who depends on them; the rest is refused by nobody',
  async t => {
    let stopped = 0
    let done = 0
    fc.assert(
      fc.property(world, fc.array(fc.nat(), { maxLength: 3 }), fc.nat(), (world, at, seed) => {
        const steps = stepsOf(world)
        const taken = new Set(at.flatMap(each => steps[each % steps.length] ?? []))
        const after = [...taken].reduce(withStranger, world)
        const found = findIllegal(steps, [], now(after))
        const names = new Set([...taken].map(step => step.toDomainName))
        const isInTheWay = (step: Step) => names.has(step.toDomainName)
        const accused = new Set(found.map(failure => failure.step.systemUserId))
        for (const user of accused) {
          const own = steps.filter(step => step.systemUserId === user)
          if (!own.some(isInTheWay)) throw new Error(`${user} is accused of nothing`)
        }
        const journal = found.map(({ step }) => failed(step, step.fromDomainName))
        const { lost, waits } = foresee(steps, readJournal(steps, journal).states)
        const left = steps
          .filter(step => !lost.has(step.sequence))
          .map(step => ({ ...step, after: [...(waits.get(step.sequence) ?? [])] }))
        const fault = faultOf(after, anOrder(left, picker(seed)))
        if (fault) throw new Error(fault)
        stopped += accused.size
        done += left.length
      }),
      { numRuns: 400 }
    )
    t.ok(stopped > 100 && done > 1000, `${stopped} stopped, ${done} steps done`)
  }
)

t.test('who failed already is left out, and so is what was seen of them', async t => {
  const before = toWorld([renamed(0), renamed(1)], 1)
  const steps = stepsOf(before)
  const world = withStranger(before, target('CONTOSO\\fresh0'))
  const [step] = steps as [Step]
  const known = [{ step, code: 'user-protected' as const, detail: '' }]
  t.same(findIllegal(steps, known, now(world)), [])
})

t.test('who waits for a user in trouble is not accused', async t => {
  const before = toWorld(chainOfHoppers(0, 3), 1)
  const world = withStranger(before, target('CONTOSO\\fresh2'))
  const found = findIllegal(stepsOf(before), [], now(world))
  t.match(found, [{ step: { systemUserId: idOf(2), action: 'park' } }])
  t.equal(found.length, 1)
})

t.test('the reason names the holder', async t => {
  const swap = toWorld(cycleOfHoppers(0, 2), 2)
  const steps = stepsOf(swap)
  const code = 'account-held-by-another-user'
  const byName = findIllegal(steps, [], now(withStranger(swap, steps[2] as Step)))
  t.match(byName, [
    { code, detail: /^CONTOSO\\n\d is held by the record of Stranger \(CONTOSO\\n\d\) now\./ }
  ])
  const records = [...swap.records, { ...stranger('CONTOSO\\x'), objectGuid: 'g0' }]
  const byLink = findIllegal(steps, [], { ...now(swap), states: records })
  t.match(byLink, [
    { code, detail: /^By the link baseline, the account CONTOSO\\n\d is held by .* \(CONTOSO\\x\)/ }
  ])
})

t.test('what the link baseline says of the user itself', async t => {
  const world = toWorld([{ ...renamed(0), toGuid: 'g5' }], 1)
  const states = world.records.map(each => ({ ...each, objectGuid: 'g5' }))
  t.match(findIllegal(stepsOf(world), [], { ...now(world), states }), [
    { code: 'changed-since-planned', detail: /park it first.* Detect again/ }
  ])
  const bare = toWorld([renamed(0)], 1)
  t.match(findIllegal(planRemap(bare).steps, [], now(bare)), [
    { code: 'target-changed-since-planned' }
  ])
})

t.test('10,000 users, a hundred of them in trouble', async t => {
  for (const drafts of [
    chainOfHoppers(0, 10_000),
    Array.from({ length: 10_000 }, (_, i) => renamed(i))
  ]) {
    const world = toWorld(drafts, 2)
    const steps = stepsOf(world)
    const names = Array.from({ length: 100 }, (_, i) => world.moves[i * 100]?.toDomainName ?? '')
    const states = [
      ...world.records,
      ...names.map((name, i) => ({ ...stranger(name), systemUserId: `s${i}` }))
    ]
    t.equal(findIllegal(steps, [], { ...now(world), states }).length, 100)
  }
})

/** As they are kept: with the GUID of each placeholder. */
function stepsOf(world: PlanWorld): readonly Step[] {
  return planRemap(world).steps.map(step =>
    step.action === 'park' ? { ...step, toObjectGuid: `guid of ${step.toDomainName}` } : step
  )
}

function now({ records }: PlanWorld) {
  return { states: records, key: (name: string) => name.toLowerCase() }
}

function target(toDomainName: string): Pick<Step, 'toDomainName'> {
  return { toDomainName }
}

function withStranger(world: PlanWorld, { toDomainName }: Pick<Step, 'toDomainName'>): PlanWorld {
  const record = { ...stranger(toDomainName), systemUserId: `s${world.records.length}` }
  return {
    ...world,
    records: [...world.records, record],
    links: new Map([...world.links, [record.systemUserId, `guid of ${record.systemUserId}`]])
  }
}

function stranger(domainName: string): RecordState {
  return {
    systemUserId: 's',
    fullName: 'Stranger',
    domainName,
    nameKey: domainName.toLowerCase()
  }
}
