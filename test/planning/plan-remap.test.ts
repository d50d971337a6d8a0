import t from 'tap'
import * as fc from 'fast-check'
import { checkPlan } from '../../src/planning/check-plan.ts'
import type { RecordState } from '../../src/planning/move.ts'
import { planRemap, type Remap } from '../../src/planning/plan-remap.ts'
import { anOrder, Dynamics, faultOf, picker, shuffle } from './dynamics.ts'
import {
  checkedBy,
  cycleOfHoppers,
  renamed,
  still,
  toWorld,
  world,
  type PlanWorld
} from './worlds.ts'

const runs = { numRuns: 300 }

t.test('every plan is legal in sequence and in any order that `after` allows', async t => {
  fc.assert(
    fc.property(world, fc.nat(), (world, seed) => {
      const { steps } = planRemap(world)
      const pick = picker(seed)
      const orders = [steps, anOrder(steps, size => size - 1), anOrder(steps, () => 0)]
      const random = Array.from({ length: 4 }, () => anOrder(steps, pick))
      fc.pre(steps.length > 0)
      expectNone([...orders, ...random].map(order => faultOf(world, order)))
    }),
    runs
  )
  t.pass()
})

t.test('each planned user ends where wanted or is blocked with a reason', async t => {
  fc.assert(
    fc.property(world, world => {
      const plan = planRemap(world)
      const blocked = new Map(plan.blocked.map(each => [each.systemUserId, each]))
      expectSame(endOf(world, plan), wantedEnd(world, new Set(blocked.keys())))
      expectSame(blocked.size, plan.blocked.length)
      const planned = new Set(world.moves.map(move => move.systemUserId))
      for (const { systemUserId, detail } of plan.blocked) {
        if (!planned.has(systemUserId)) throw new Error('blocked, but not of this plan')
        if (!/^\S.*\.$/.test(detail)) throw new Error(`not a sentence: ${detail}`)
      }
    }),
    runs
  )
  t.pass()
})

t.test('a reason names what is in the way', async t => {
  fc.assert(
    fc.property(world, world => {
      const { blocked } = planRemap(world)
      const planned = new Set(world.moves.map(move => move.systemUserId))
      const isBlocked = new Set(blocked.map(each => each.systemUserId))
      for (const { code, holderSystemUserId = '' } of blocked) {
        if (code === 'target-held-by-unplanned-user')
          expectSame(planned.has(holderSystemUserId), false)
        if (code === 'depends-on-blocked-user') expectSame(isBlocked.has(holderSystemUserId), true)
      }
    }),
    runs
  )
  t.pass()
})

t.test('nobody is blocked without need: with placeholders enough, only by others', async t => {
  fc.assert(
    fc.property(world, world => {
      const placeholders = Array.from({ length: 40 }, (_, i) => `CONTOSO\\more-${i}`)
      const codes = new Set(planRemap({ ...world, placeholders }).blocked.map(each => each.code))
      expectSame(codes.has('not-enough-placeholders'), false)
      const rooted = ['target-held-by-unplanned-user', 'target-wanted-twice'] as const
      if (codes.size > 0)
        expectSame(
          rooted.some(code => codes.has(code)),
          true
        )
    }),
    runs
  )
  t.pass()
})

t.test('the order of the input changes nothing', async t => {
  fc.assert(
    fc.property(world, fc.nat(), (world, seed) => {
      const pick = picker(seed)
      const [records, moves] = [shuffle(world.records, pick), shuffle(world.moves, pick)]
      expectSame(planRemap({ ...world, records, moves }), planRemap(world))
    }),
    runs
  )
  t.pass()
})

t.test('as many placeholders as it says are enough, and one less is not', async t => {
  fc.assert(
    fc.property(world, world => {
      const { steps, placeholdersNeeded: needed } = planRemap(world)
      const stepsWith = (count: number) =>
        planRemap({ ...world, placeholders: world.placeholders.slice(0, count) }).steps
      if (mostParked(steps) > world.placeholders.length) throw new Error('more than there are')
      if (mostParked(stepsWith(needed)) > needed) throw new Error('more than it says')
      expectSame(stepsWith(needed).length, steps.length)
      if (needed > 0) expectSame(stepsWith(needed - 1).length < steps.length, true)
    }),
    runs
  )
  t.pass()
})

t.test('two records in the way by one name, or by one believed account, are both seen', async t => {
  const world = toWorld([{ ...renamed(0), toGuid: 'new' }, still(1), still(2)], 1)
  const target = world.moves[0]
  for (const change of [{ nameKey: target?.toNameKey }, { objectGuid: 'new' }]) {
    const records = world.records.map((each, i) => (i > 0 ? { ...each, ...change } : each))
    const input = { ...world, records: records as RecordState[] }
    for (const inTheWay of input.records.slice(1)) {
      const moves = [...world.moves, { ...inTheWay, ...elsewhere }]
      t.match(planRemap({ ...input, moves }).blocked, [{ code: 'target-held-by-unplanned-user' }])
    }
    const reversed = { ...input, records: input.records.toReversed() }
    t.same(planRemap(reversed), planRemap(input), 'whichever comes first')
  }
})

const elsewhere = { toDomainName: 'CONTOSO\\z', toNameKey: 'contoso\\z', toObjectGuid: 'g z' }

t.test('10,000 moves in 1,000 cycles, and one cycle of 10,000', async t => {
  const many = Array.from({ length: 1000 }, (_, i) => cycleOfHoppers(i * 10, 10)).flat()
  for (const drafts of [many, cycleOfHoppers(0, 10_000)]) {
    const world = toWorld(drafts, 3)
    const { steps, placeholdersNeeded } = planRemap(world)
    t.equal(steps.length, 20_000)
    t.equal(placeholdersNeeded, 2)
    t.same(checkPlan(checkedBy(world, steps)), [])
  }
})

function endOf(world: PlanWorld, { steps }: Remap): object {
  const dynamics = new Dynamics(world)
  for (const step of steps) dynamics.write(step)
  return Object.fromEntries(dynamics.state())
}

function wantedEnd(world: PlanWorld, blocked: ReadonlySet<string>): object {
  const moves = new Map(world.moves.map(move => [move.systemUserId, move]))
  return Object.fromEntries(
    world.records.map(({ systemUserId, nameKey }) => {
      const move = blocked.has(systemUserId) ? undefined : moves.get(systemUserId)
      const name = move?.toNameKey ?? nameKey
      return [systemUserId, { name, guid: move?.toObjectGuid ?? world.links.get(systemUserId) }]
    })
  )
}

function mostParked(steps: Remap['steps']): number {
  const parked = new Set<string>()
  const counts = steps.map(({ action, systemUserId }) => {
    if (action === 'park') parked.add(systemUserId)
    else parked.delete(systemUserId)
    return parked.size
  })
  return Math.max(0, ...counts)
}

function expectNone(faults: readonly (string | undefined)[]): void {
  const fault = faults.find(each => each !== undefined)
  if (fault) throw new Error(fault)
}

function expectSame(found: unknown, wanted: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    throw new Error(`${JSON.stringify(found)} is not ${JSON.stringify(wanted)}`)
  }
}
