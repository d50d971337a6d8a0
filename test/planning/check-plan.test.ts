import t from 'tap'
import * as fc from 'fast-check'
import type { Step } from '../../src/model/plan.ts'
import { checkPlan } from '../../src/planning/check-plan.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { anOrder, Dynamics, faultOf, picker } from './dynamics.ts'
import {
  checkedBy,
  cycleOfHoppers,
  renamed,
  still,
  toWorld,
  world,
  type PlanWorld
} from './worlds.ts'

t.test('every plan of the planner passes', async t => {
  fc.assert(
    fc.property(world, world => {
      const fault = checkPlan(checkedBy(world, planRemap(world).steps))
      if (fault) throw new Error(fault)
    }),
    { numRuns: 300 }
  )
  t.pass()
})

type Mutation = (steps: Step[], at: number, other: number) => Step[]

const renumber = (steps: readonly Step[]): Step[] =>
  steps.map((step, index) => ({ ...step, sequence: index + 1 }))

const mutations: Record<string, Mutation> = {
  'a step dropped': (steps, at) => {
    const keep = (each: number) => each !== at + 1
    const shift = (each: number) => (each > at + 1 ? each - 1 : each)
    return renumber(steps.toSpliced(at, 1)).map(step => ({
      ...step,
      after: step.after.filter(keep).map(shift)
    }))
  },
  'two steps swapped': (steps, at, other) =>
    renumber(steps.with(at, steps[other] as Step).with(other, steps[at] as Step)),
  'an `after` removed': (steps, at, other) => {
    const step = steps[at] as Step
    const after = step.after.filter((_, i) => i !== other % Math.max(1, step.after.length))
    return steps.with(at, { ...step, after })
  },
  'all `after` removed': (steps, at) => steps.with(at, { ...(steps[at] as Step), after: [] }),
  'a target changed': (steps, at, other) => {
    const { toDomainName, toObjectGuid } = steps[other] as Step
    const step = { ...(steps[at] as Step), toDomainName }
    return steps.with(at, toObjectGuid ? { ...step, toObjectGuid } : step)
  },
  'an origin changed': (steps, at, other) => {
    const { fromDomainName } = steps[other] as Step
    return steps.with(at, { ...(steps[at] as Step), fromDomainName })
  },
  'a park made a map': (steps, at, other) => {
    const { toObjectGuid = 'some guid' } = steps[other] as Step
    const step = steps[at] as Step
    return step.action === 'map' ? steps : steps.with(at, { ...step, action: 'map', toObjectGuid })
  },
  'a user changed': (steps, at, other) => {
    const { systemUserId } = steps[other] as Step
    return steps.with(at, { ...(steps[at] as Step), systemUserId })
  },
  'a step done twice': (steps, at) => [
    ...steps,
    { ...(steps[at] as Step), sequence: steps.length + 1, after: [at + 1] }
  ]
}

for (const [what, mutate] of Object.entries(mutations)) {
  t.test(`${what}: never passed when some order of it is illegal`, async t => {
    let illegal = 0
    fc.assert(
      fc.property(world, fc.nat(), fc.nat(), fc.nat(), (world, at, other, seed) => {
        const { steps } = planRemap(world)
        fc.pre(steps.length > 0)
        const mutated = mutate([...steps], at % steps.length, other % steps.length)
        const fault = faultInSomeOrder(world, mutated, seed)
        if (!fault) return
        illegal += 1
        if (!checkPlan(checkedBy(world, mutated))) throw new Error(`passed although: ${fault}`)
      }),
      { numRuns: 300 }
    )
    t.ok(illegal > 30, `${illegal} illegal ones were tried`)
  })
}

t.test('any order that `after` allows may as well be the sequence', async t => {
  fc.assert(
    fc.property(world, fc.nat(), (world, seed) => {
      const { steps } = planRemap(world)
      const order = anOrder(steps, picker(seed))
      const place = new Map(order.map((step, index) => [step.sequence, index + 1]))
      const reordered = order.map(step => ({
        ...step,
        sequence: place.get(step.sequence) ?? 0,
        after: step.after.map(each => place.get(each) ?? 0)
      }))
      const fault = checkPlan(checkedBy(world, reordered))
      if (fault) throw new Error(fault)
    }),
    { numRuns: 200 }
  )
  t.pass()
})

t.test('a dependency that shows only in an order between the extremes', async t => {
  const world = toWorld([renamed(0), renamed(1), renamed(2)], 1)
  const { steps } = planRemap(world)
  const loose = steps.map(step => (step.sequence === 5 ? { ...step, after: [2] } : step))
  t.match(checkPlan(checkedBy(world, loose)), /Step 5/)
})

const swap = toWorld(cycleOfHoppers(0, 2), 2)
const [first, second, third, last] = planRemap(swap).steps as [Step, Step, Step, Step]

const faults: [string, PlanWorld, readonly Step[], RegExp][] = [
  ['gaps in the sequence', swap, [first, third], /out of order/],
  ['a wait for a later step', swap, [{ ...first, after: [2] }, second], /waits for a later one/],
  ['an unknown record', swap, [{ ...first, systemUserId: 'nobody' }], /no record nobody/],
  ['an unknown placeholder', swap, [{ ...first, toDomainName: 'X\\y' }], /not known which account/],
  ['somebody left on a placeholder', swap, [first], /leave somebody on CONTOSO\\relink-0/],
  ['a write that changes nothing', swap, [{ ...first, toDomainName: 'contoso\\N0' }], /not change/],
  [
    'a held name',
    swap,
    [{ ...last, sequence: 1, fromDomainName: 'CONTOSO\\n0', after: [] }],
    /held/
  ],
  ['two with one spelling', twins(), planRemap(swap).steps, /held by the record u00002/]
]

for (const [what, world, steps, message] of faults) {
  t.test(`says what is wrong: ${what}`, async t => {
    t.match(checkPlan(checkedBy(world, steps)), message)
  })
}

t.test('a record whose account is not known may hold any: it goes over a placeholder', async t => {
  const world = toWorld([{ ...renamed(0), toGuid: 'g5' }], 1)
  const records = world.records.map(each => ({ ...each, objectGuid: '' }))
  const { steps } = planRemap(world)
  t.match(steps, [{ action: 'map' }])
  t.match(checkPlan({ ...checkedBy(world, steps), records }), /placeholder/)
})

t.test('10,000 moves with 1,000 cycles pass', async t => {
  const drafts = Array.from({ length: 1000 }, (_, i) => cycleOfHoppers(i * 10, 10)).flat()
  for (const count of [2, 100]) {
    const world = toWorld(drafts, count)
    t.equal(checkPlan(checkedBy(world, planRemap(world).steps)), undefined)
  }
})

/** A third record spells the name of user 1 as well, which user 1 alone lets go. */
function twins(): PlanWorld {
  const world = toWorld([...cycleOfHoppers(0, 2), still(2)], 2)
  const records = world.records.map(each =>
    each.systemUserId === 'u00002' ? { ...each, domainName: 'contoso\\N1' } : each
  )
  return { ...world, records: [...records.slice(2), ...records.slice(0, 2)] }
}

function faultInSomeOrder(world: PlanWorld, steps: Step[], seed: number): string | undefined {
  if (steps.some(step => step.after.some(each => each >= step.sequence))) return 'waits for later'
  const pick = picker(seed)
  const random = Array.from({ length: 6 }, () => anOrder(steps, pick))
  const orders = [steps, anOrder(steps, size => size - 1), ...random]
  return orders.map(order => faultOf(world, order) ?? leftBehind(world, order)).find(Boolean)
}

function leftBehind(world: PlanWorld, order: readonly Step[]): string | undefined {
  const dynamics = new Dynamics(world)
  for (const step of order) dynamics.write(step)
  const names = new Set(world.placeholders.map(name => name.toLowerCase()))
  const parked = world.records.find(each => names.has(dynamics.nameOf(each.systemUserId) ?? ''))
  return parked && `${parked.systemUserId} is left on a placeholder`
}
