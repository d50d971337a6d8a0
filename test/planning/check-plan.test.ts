import t from 'tap'
import * as fc from 'fast-check'
import type { Step } from '../../src/model/plan.ts'
import { checkPlan, type CheckedPlan } from '../../src/planning/check-plan.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { anOrder, picker } from './dynamics.ts'
import { faultInSomeOrder } from './every-order.ts'
import {
  chainOfHoppers,
  checkedBy,
  cycleOfHoppers,
  idOf,
  renamed,
  still,
  toWorld,
  world,
  type PlanWorld
} from './worlds.ts'

t.test('every plan of the planner passes', async t => {
  fc.assert(
    fc.property(world, world => {
      const [fault] = checkPlan(checkedBy(world, planRemap(world).steps))
      if (fault) throw new Error(fault.detail)
    }),
    { numRuns: 300 }
  )
  t.pass()
})

/** Few enough for every order to be tried; each link is known, so that the truth is all there is to know. */
const small: fc.Arbitrary<PlanWorld> = fc
  .tuple(
    fc.integer({ min: 2, max: 5 }),
    fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 }),
    fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 }),
    fc.integer({ min: 1, max: 3 })
  )
  .map(([size, names, guids, placeholders]) =>
    toWorld(
      Array.from({ length: size }, (_, i) => ({
        ...still(i),
        isPlanned: true,
        toName: `CONTOSO\\n${names[i]}`,
        toGuid: `g${guids[i]}`
      })),
      placeholders
    )
  )

type Case = { readonly world: PlanWorld; readonly steps: readonly Step[] }
type Mutation = (legal: Case & { readonly step: Step; readonly other: Step }) => Case

const changed = (steps: readonly Step[], step: Step, changes: Partial<Step>): readonly Step[] =>
  steps.map(each => (each === step ? { ...each, ...changes } : each))

const mutations: Record<string, Mutation> = {
  'nothing changed': each => each,
  'a step dropped': ({ world, steps, step }) => ({
    world,
    steps: renumbered(steps.filter(each => each !== step))
  }),
  'two steps swapped': ({ world, steps, step, other }) => ({
    world,
    steps: renumbered(
      steps.map(each => (each === step ? other : each === other ? step : each)),
      'in place'
    )
  }),
  'an `after` removed': ({ world, steps, step, other }) => ({
    world,
    steps: changed(steps, step, {
      after: step.after.toSpliced(other.sequence % Math.max(1, step.after.length), 1)
    })
  }),
  'all `after` removed': ({ world, steps, step }) => ({
    world,
    steps: changed(steps, step, { after: [] })
  }),
  'an `after` added': ({ world, steps, step, other }) => ({
    world,
    steps: changed(steps, step, { after: [...step.after, other.sequence] })
  }),
  'another target': ({ world, steps, step, other }) => ({
    world,
    steps: changed(steps, step, {
      toDomainName: other.toDomainName,
      ...(other.toObjectGuid && { toObjectGuid: other.toObjectGuid })
    })
  }),
  'another origin': ({ world, steps, step, other }) => ({
    world,
    steps: changed(steps, step, { fromDomainName: other.fromDomainName })
  }),
  'another user': ({ world, steps, step, other }) => ({
    world,
    steps: changed(steps, step, { systemUserId: other.systemUserId })
  }),
  'a park made a map': ({ world, steps, step }) => ({
    world,
    steps: changed(steps, step, {
      action: 'map',
      toObjectGuid: step.toObjectGuid ?? `guid of ${step.toDomainName}`
    })
  }),
  'a step done twice': ({ world, steps, step }) => ({
    world,
    steps: [...steps, { ...step, sequence: steps.length + 1, after: [step.sequence] }]
  }),
  'a hop over the placeholder of somebody else': ({ world, steps, step, other }) => {
    const [own, theirs] = [placeholderOf(steps, step), placeholderOf(steps, other)]
    const swap = (name: string) => (theirs && name === own ? theirs : name)
    return {
      world,
      steps: steps.map(each =>
        each.systemUserId === step.systemUserId
          ? {
              ...each,
              fromDomainName: swap(each.fromDomainName),
              toDomainName: swap(each.toDomainName)
            }
          : each
      )
    }
  },
  'a record nobody planned holds what is taken': ({ world, steps, step }) => ({
    world: withRecord(world, step.toDomainName, 'some guid'),
    steps
  }),
  'a record nobody planned is linked to what is taken': ({ world, steps, step }) => ({
    world: withRecord(world, 'CONTOSO\\stranger', world.accounts.get(step.toDomainName) ?? ''),
    steps
  })
}

for (const [what, mutate] of Object.entries(mutations)) {
  t.test(`${what}: refused just when some order of it is`, async t => {
    const seen = { legal: 0, illegal: 0 }
    fc.assert(
      fc.property(small, fc.nat(), fc.nat(), (world, at, second) => {
        const { steps } = planRemap(world)
        const [step, other] = [steps[at % steps.length], steps[second % steps.length]]
        if (!step || !other) return
        const planted = mutate({ world, steps, step, other })
        const truth = formFault(planted.steps) ?? faultInSomeOrder(planted.world, planted.steps)
        const [fault] = checkPlan(checkedBy(planted.world, planted.steps))
        seen[truth ? 'illegal' : 'legal'] += 1
        if (truth && !fault) throw new Error(`passed although: ${truth}`)
        if (!truth && fault) throw new Error(`refused although legal: ${fault.detail}`)
      }),
      { numRuns: 400 }
    )
    t.comment(`${what}: ${seen.illegal} illegal, ${seen.legal} legal`)
    const wanted = what === 'nothing changed' ? seen.legal : seen.illegal
    t.ok(wanted > 8, `${wanted} were tried`)
  })
}

t.test('any order that `after` allows may as well be the sequence', async t => {
  fc.assert(
    fc.property(world, fc.nat(), (world, seed) => {
      const { steps } = planRemap(world)
      const reordered = renumbered(anOrder(steps, picker(seed)))
      const [fault] = checkPlan(checkedBy(world, reordered))
      if (fault) throw new Error(fault.detail)
    }),
    { numRuns: 200 }
  )
  t.pass()
})

t.test('a dependency that shows only in an order between the extremes', async t => {
  const world = toWorld([renamed(0), renamed(1), renamed(2)], 1)
  const { steps } = planRemap(world)
  const loose = steps.map(step => (step.sequence === 5 ? { ...step, after: [2] } : step))
  t.match(checkPlan(checkedBy(world, loose)), [{ kind: 'not-waited-for', sequence: 5 }])
})

const swap = toWorld(cycleOfHoppers(0, 2), 2)
const [first, second, third, last] = planRemap(swap).steps as [Step, Step, Step, Step]

const faults: [string, PlanWorld, readonly Step[], object][] = [
  ['gaps in the sequence', swap, [first, third], { kind: 'malformed', sequence: 3 }],
  ['a wait for a later step', swap, [{ ...first, after: [2] }], { kind: 'malformed' }],
  ['a wait said twice', swap, [first, { ...second, after: [1, 1] }], { kind: 'malformed' }],
  ['an unknown record', swap, [{ ...first, systemUserId: 'nobody' }], { kind: 'no-record' }],
  [
    'an unknown placeholder',
    swap,
    [{ ...first, toDomainName: 'X\\y' }],
    { kind: 'account-unknown' }
  ],
  ['somebody left on a placeholder', swap, [first], { kind: 'left-on-placeholder', sequence: 1 }],
  [
    'a write that changes nothing',
    swap,
    [{ ...first, toDomainName: `contoso\\${first.fromDomainName.slice(8).toUpperCase()}` }],
    { kind: 'changes-nothing' }
  ],
  [
    'an account that the record itself holds',
    swap,
    [{ ...last, sequence: 1, fromDomainName: ownName(last), after: [] }],
    { kind: 'must-hop', systemUserId: last.systemUserId }
  ],
  [
    'two with one spelling',
    twins(),
    planRemap(twins()).steps,
    { kind: 'held', holderSystemUserId: idOf(2) }
  ]
]

for (const [what, world, steps, fault] of faults) {
  t.test(`says what is wrong: ${what}`, async t => {
    t.match(checkPlan(checkedBy(world, steps))[0], fault)
  })
}

const alone = toWorld([{ ...renamed(0), toGuid: 'g5', isLinkKnown: false }], 2)
const [park, map] = planRemap(alone).steps as [Step, Step]
const [one, two] = alone.placeholders as [string, string]
const direct: Step = { ...map, sequence: 1, fromDomainName: 'CONTOSO\\n0', after: [] }
const linked = toWorld([{ ...renamed(0), toGuid: 'g5' }], 1)

const shapes: [string, PlanWorld, readonly Step[], object][] = [
  ['a map before its own park', alone, [park, { ...map, after: [] }], { kind: 'not-waited-for' }],
  [
    'two parks',
    alone,
    [
      park,
      { ...park, sequence: 2, fromDomainName: one, toDomainName: two, after: [1] },
      { ...map, sequence: 3, fromDomainName: two, after: [2] }
    ],
    { kind: 'malformed', sequence: 2 }
  ],
  [
    'two maps',
    { ...linked, accounts: new Map([['CONTOSO\\x', 'g6']]) },
    [
      direct,
      {
        ...direct,
        sequence: 2,
        fromDomainName: direct.toDomainName,
        toDomainName: 'CONTOSO\\x',
        toObjectGuid: 'g6',
        after: [1]
      }
    ],
    { kind: 'malformed', sequence: 2 }
  ],
  [
    'a map to a placeholder',
    linked,
    [{ ...direct, toDomainName: one.toUpperCase(), toObjectGuid: `guid of ${one}` }],
    { kind: 'malformed' }
  ],
  [
    'a record that is linked to the placeholder',
    { ...alone, records: alone.records.map(each => ({ ...each, objectGuid: `guid of ${one}` })) },
    [park, map],
    { kind: 'held', holderSystemUserId: idOf(0) }
  ]
]

for (const [what, world, steps, fault] of shapes) {
  t.test(`refuses ${what}`, async t => {
    t.match(checkPlan(checkedBy(world, steps)), [fault])
  })
}

t.test('a record whose account is not known may hold any: it goes over a placeholder', async t => {
  const world = toWorld([{ ...renamed(0), toGuid: 'g5' }], 1)
  const records = world.records.map(each => ({ ...each, objectGuid: '' }))
  const { steps } = planRemap(world)
  t.match(steps, [{ action: 'map' }])
  t.match(checkPlan({ ...checkedBy(world, steps), records }), [{ kind: 'must-hop' }])
})

t.test('what is left of a plan has gaps in its sequence', async t => {
  const world = toWorld([renamed(0), renamed(1)], 1)
  const steps = planRemap(world)
    .steps.slice(2)
    .map(step => ({ ...step, after: step.after.filter(each => each > 2) }))
  t.same(checkPlan({ ...checkedBy(world, steps), isPart: true }), [])
  t.match(checkPlan(checkedBy(world, steps)), [{ kind: 'malformed' }])
  const apart = toWorld(
    [
      { ...renamed(0), toGuid: 'g5' },
      { ...renamed(1), toGuid: 'g6' }
    ],
    0
  )
  const backwards = planRemap(apart).steps.toReversed()
  t.match(checkPlan({ ...checkedBy(apart, backwards), isPart: true }), [{ kind: 'malformed' }])
})

t.test('one pass names every user with a fault, and nobody who merely waits for one', async t => {
  const world = toWorld([renamed(0), renamed(1), renamed(2), ...cycleOfHoppers(3, 3)], 2)
  const taken = ['CONTOSO\\fresh0', 'CONTOSO\\fresh2'].reduce(
    (all, name) => withRecord(all, name, `guid at ${name}`),
    world
  )
  const gone = { ...taken, records: taken.records.filter(each => each.systemUserId !== idOf(4)) }
  const found = checkPlan(checkedBy(gone, planRemap(world).steps))
  const users = found.map(fault => fault.systemUserId)
  t.same(users.toSorted(), [idOf(0), idOf(2), idOf(4)])
})

t.test('who waits for a user with a fault has none', async t => {
  const world = toWorld(chainOfHoppers(0, 3), 1)
  const taken = withRecord(world, 'CONTOSO\\fresh2', 'some guid')
  const found = checkPlan(checkedBy(taken, planRemap(world).steps))
  t.match(found, [{ kind: 'held', systemUserId: idOf(2) }])
  t.equal(found.length, 1)
})

t.test('10,000 moves with 1,000 cycles pass', async t => {
  const drafts = Array.from({ length: 1000 }, (_, i) => cycleOfHoppers(i * 10, 10)).flat()
  for (const count of [2, 100]) {
    const world = toWorld(drafts, count)
    const plan: CheckedPlan = checkedBy(world, planRemap(world).steps)
    t.same(checkPlan(plan), [])
  }
})

/** A third record spells the name of user 1 as well, which user 1 alone lets go. */
function twins(): PlanWorld {
  const world = toWorld([...cycleOfHoppers(0, 2), still(2)], 2)
  const records = world.records.map(each =>
    each.systemUserId === idOf(2) ? { ...each, domainName: 'contoso\\N1' } : each
  )
  return { ...world, records: [...records.slice(2), ...records.slice(0, 2)] }
}

function ownName({ systemUserId }: Step): string {
  return swap.records.find(each => each.systemUserId === systemUserId)?.domainName ?? ''
}

function withRecord(world: PlanWorld, domainName: string, objectGuid: string): PlanWorld {
  const systemUserId = idOf(100 + world.records.length)
  const nameKey = domainName.toLowerCase()
  return {
    ...world,
    records: [
      ...world.records,
      { systemUserId, fullName: 'Stranger', domainName, nameKey, objectGuid }
    ],
    links: new Map([...world.links, [systemUserId, objectGuid]])
  }
}

function placeholderOf(steps: readonly Step[], { systemUserId }: Step): string | undefined {
  return steps.find(step => step.action === 'park' && step.systemUserId === systemUserId)
    ?.toDomainName
}

/** What Dynamics would let pass, and the executor would not understand. */
function formFault(steps: readonly Step[]): string | undefined {
  const isOdd = (step: Step, index: number) =>
    step.sequence !== index + 1 ||
    new Set(step.after).size < step.after.length ||
    step.after.some(each => each >= step.sequence)
  if (steps.some(isOdd)) return 'out of order'
  const users = Map.groupBy(steps, step => step.systemUserId)
  const deeds = [...users.values()].map(own => own.map(step => step.action).join())
  return deeds.some(each => each !== 'park,map' && each !== 'map')
    ? 'not a hop, not a direct map'
    : undefined
}

/** Sequences by place; `after` follows the steps it meant, or stays with the place. */
function renumbered(steps: readonly Step[], how?: 'in place'): readonly Step[] {
  const place = new Map(steps.map((step, index) => [step.sequence, index + 1]))
  return steps.map((step, index) => ({
    ...step,
    sequence: index + 1,
    after: how ? step.after : step.after.flatMap(each => place.get(each) ?? [])
  }))
}
