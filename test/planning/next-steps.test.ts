import t from 'tap'
import * as fc from 'fast-check'
import type { JournalEntry } from '../../src/model/execution.ts'
import type { Step } from '../../src/model/plan.ts'
import { nextSteps } from '../../src/planning/next-steps.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { readJournal } from '../../src/planning/read-journal.ts'
import { stepsToReopen } from '../../src/planning/steps-to-reopen.ts'
import { failuresThatHalt } from '../../src/planning/why-halted.ts'
import { anExecution, type Rehearsal } from './execution.ts'
import { done, failed, intent, reopened } from './journal.ts'
import { cycleOfDirects, cycleOfHoppers, renamed, toWorld } from './worlds.ts'

const runs = { numRuns: 400 }

t.test('whatever happens it ends, and each step is begun in its time only', async t => {
  fc.assert(
    fc.property(anExecution, execution => execution.run()),
    runs
  )
  t.pass()
})

t.test('nobody stays parked unless a step that they need failed', async t => {
  fc.assert(
    fc.property(anExecution, execution => {
      execution.run()
      for (const user of execution.parked().keys()) {
        const map = execution.mapOf(user)
        const needed = [...execution.closure(map ? [map] : [])]
        if (!needed.some(step => hasFailed(execution, step))) throw new Error(`${user} is left`)
      }
    }),
    runs
  )
  t.pass()
})

t.test('whom no failure concerns is remapped while placeholders are left', async t => {
  fc.assert(
    fc.property(anExecution, execution => {
      execution.run()
      if (execution.control !== 'run' || execution.wasHalted) return
      const isStuck = execution.parked().size > 0
      const isUnclear = execution.journal.some(
        entry => entry.event === 'failed' && entry.domainName === undefined
      )
      if (isStuck || isUnclear) return
      for (const step of execution.steps.filter(
        each => execution.lastEvent(each.sequence) !== 'done'
      )) {
        const needed = execution.closure([step], (a, b) => !execution.isHandOver(a, b))
        if (![...needed].some(each => hasFailed(execution, each)))
          throw new Error(`step ${step.sequence} was not done`)
      }
    }),
    { numRuns: 1000 }
  )
  t.pass()
})

t.test('when all goes well everybody is remapped', async t => {
  fc.assert(
    fc.property(anExecution, execution => {
      execution.calm()
      execution.run()
      if (execution.steps.some(step => execution.lastEvent(step.sequence) !== 'done'))
        throw new Error('something was not done')
      if (execution.journal.length !== 2 * execution.steps.length) throw new Error('done twice')
    }),
    runs
  )
  t.pass()
})

t.test('who was left parked is brought home when the failed steps are reopened', async t => {
  let left = 0
  fc.assert(
    fc.property(anExecution, execution => {
      execution.run()
      left += execution.parked().size
      for (const step of stepsToReopen(readJournal(execution.steps, execution.journal)))
        execution.add(step, { event: 'reopened' })
      execution.calm()
      execution.control = 'cancel'
      execution.run()
      if (execution.parked().size > 0) throw new Error('somebody is left on a placeholder')
    }),
    { numRuns: 1000 }
  )
  t.ok(left > 50, `${left} were parked`)
})

const hops = planRemap(toWorld([0, 1, 2, 3].map(renamed), 2)).steps
const step = (sequence: number): Step => {
  const found = hops[sequence - 1]
  if (!found) throw new Error(`no step ${sequence}`)
  return found
}

const readyAfter = (...journal: JournalEntry[]) =>
  nextSteps(readJournal(hops, journal), 'run').ready.map(({ sequence }) => sequence)
const pausedAfter = (...journal: JournalEntry[]) =>
  nextSteps(readJournal(hops, journal), 'pause').ready.map(({ sequence }) => sequence)

const cases: [string, JournalEntry[], number[], number[]][] = [
  ['at first: one park for each placeholder', [], [1, 3], []],
  ['an intent without outcome is settled first', [intent(step(3))], [3, 1], [3]],
  ['a parked user goes first', [done(step(3))], [4, 1], [4]],
  ['a placeholder is handed over', [done(step(1)), done(step(2))], [3, 5], []],
  ['a failed park leaves its placeholder', [failed(step(1), 'CONTOSO\\n0')], [3, 5], []],
  ['a park that failed before any write, too', [failed(step(1))], [3, 5], []],
  ['a failed map does not', [done(step(1)), failed(step(2))], [3], []],
  ['nor a park that nobody knows of', [intent(step(1)), failed(step(1))], [3], []],
  [
    'nor a park that was done after all',
    [intent(step(1)), failed(step(1), step(1).toDomainName)],
    [3],
    []
  ],
  ['what is reopened is urgent', [failed(step(2)), reopened(step(2)), done(step(1))], [2, 3], [2]]
]

for (const [name, journal, running, pausing] of cases) {
  t.test(name, async t => {
    t.same(readyAfter(...journal), running)
    t.same(pausedAfter(...journal), pausing)
  })
}

t.test('a reopened park waits for who took its placeholder meanwhile', async t => {
  const journal = [failed(step(1), 'CONTOSO\\n0'), done(step(5)), reopened(step(1))]
  t.same(readyAfter(...journal), [6, 3])
  t.same(readyAfter(...journal, done(step(6))), [1, 3])
  const stuck = nextSteps(readJournal(hops, [...journal, failed(step(6))]), 'cancel')
  t.same([stuck.ready.length, stuck.isOver], [0, true], 'and not for ever')
})

t.test('only one of several parks on one placeholder is let there', async t => {
  const lane = ['CONTOSO\\a', 'CONTOSO\\b'].flatMap((name, index): Step[] => {
    const user = { systemUserId: name, fullName: '', fromDomainName: name }
    const [park, map] = [2 * index + 1, 2 * index + 2]
    return [
      { ...user, sequence: park, action: 'park', toDomainName: 'CONTOSO\\relink-0', after: [] },
      { ...user, sequence: map, action: 'map', toDomainName: `${name}x`, after: [park] }
    ]
  })
  t.match(nextSteps(readJournal(lane, []), 'run').ready, [{ sequence: 1 }])
  t.equal(nextSteps(readJournal(lane, []), 'run').ready.length, 1)
})

t.test('the steps that a parked user still needs are urgent, whoever they are for', async t => {
  const { steps } = planRemap(toWorld([...cycleOfHoppers(0, 3), renamed(3)], 3))
  const [opener] = steps
  if (!opener) throw new Error('no steps')
  const { ready } = nextSteps(readJournal(steps, [done(opener)]), 'cancel')
  t.match(ready, [{ action: 'park', after: [opener.sequence] }])
  t.notOk(ready.some(each => each.systemUserId === 'u00003'))
})

t.test('a failed user takes down those who need what they hold, and nobody else', async t => {
  const { steps } = planRemap(toWorld([...cycleOfDirects(0, 3), renamed(3)], 3))
  const [opener, follower] = steps
  if (!opener || !follower) throw new Error('no steps')
  const { ready, isOver } = nextSteps(readJournal(steps, [done(opener), failed(follower)]), 'run')
  t.match(ready, [{ systemUserId: 'u00003' }])
  t.notOk(isOver)
})

t.test('so many users failing in a row halt it; who is parked is still brought home', async t => {
  const many = planRemap(
    toWorld(
      Array.from({ length: 9 }, (_, i) => renamed(i)),
      9
    )
  ).steps
  const parks = many.filter(each => each.action === 'park')
  const maps = many.filter(each => each.action === 'map')
  const burst = parks.slice(0, failuresThatHalt).map(park => failed(park, park.fromDomainName))
  const [first, last, lastMap] = [parks[0], parks.at(-1), maps.at(-1)]
  if (!first || !last || !lastMap) throw new Error('no steps')

  t.equal(nextSteps(readJournal(many, burst.slice(1)), 'run').isHalted, false, 'one less does not')
  t.match(nextSteps(readJournal(many, burst), 'run'), { ready: [], isOver: true, isHalted: true })
  t.match(nextSteps(readJournal(many, [done(last), ...burst]), 'run'), {
    ready: [lastMap],
    isOver: false
  })
  t.match(nextSteps(readJournal(many, [done(last), ...burst, done(lastMap)]), 'run'), {
    isHalted: false
  })
  const changed = burst.map(entry => ({ ...entry, code: 'changed-since-planned' }) as JournalEntry)
  t.equal(
    nextSteps(readJournal(many, changed), 'run').isHalted,
    false,
    'users who had changed do not'
  )
  const held = burst.map(
    entry => ({ ...entry, code: 'account-held-by-another-user' }) as JournalEntry
  )
  t.equal(
    nextSteps(readJournal(many, held), 'run').isHalted,
    false,
    'nor accounts seen to be held before'
  )
  const refused = [...parks.slice(0, failuresThatHalt).map(park => intent(park)), ...held]
  t.equal(
    nextSteps(readJournal(many, refused), 'run').isHalted,
    true,
    'but accounts that writes found held'
  )
  const one = Array.from({ length: 9 }, () => [failed(first), reopened(first)])
  t.equal(
    nextSteps(readJournal(many, one.flat()), 'run').isHalted,
    false,
    'one user over and over does not'
  )
  const again = [...burst, reopened(first)]
  t.match(
    nextSteps(readJournal(many, again), 'run'),
    { ready: { length: 1 }, isHalted: true },
    'still halted'
  )
})

function hasFailed(execution: Rehearsal, step: Step): boolean {
  return execution.lastEvent(step.sequence) === 'failed'
}
