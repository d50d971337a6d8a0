import t from 'tap'
import * as fc from 'fast-check'
import type { Step } from '../../src/model/plan.ts'
import { foresee } from '../../src/planning/foresee.ts'
import { nextSteps } from '../../src/planning/next-steps.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { readJournal, type Standing } from '../../src/planning/read-journal.ts'
import { stepsToReopen } from '../../src/planning/steps-to-reopen.ts'
import { done, failed } from './journal.ts'
import { cycleOfHoppers, renamed, toWorld } from './worlds.ts'
import { anExecution, type Rehearsal } from './execution.ts'

/** What is kept up line by line must be what a look at the whole plan would say, after each line. */
function eachMoment(
  execution: Rehearsal,
  look: (standing: Standing, hasFailed: boolean) => void
): void {
  execution.run()
  for (const step of stepsToReopen(readJournal(execution.steps, execution.journal))) {
    execution.add(step, { event: 'reopened' })
  }
  execution.control = 'cancel'
  execution.run()
  const standing = readJournal(execution.steps, [])
  let hasFailed = false
  for (const entry of execution.journal) {
    standing.add(entry)
    hasFailed ||= entry.event === 'failed'
    look(standing, hasFailed)
  }
}

function always(look: (standing: Standing, hasFailed: boolean) => void): void {
  fc.assert(
    fc.property(anExecution, execution => eachMoment(execution, look)),
    { numRuns: 400 }
  )
}

function same(found: Iterable<Step>, expected: readonly Step[], what: string): void {
  const [a, b] = [[...found], expected].map(steps => steps.map(step => step.sequence).join(' '))
  if (a !== b) throw new Error(`${what}: ${a}; expected: ${b}`)
}

const isOpen = ({ states }: Standing, { sequence }: Step) =>
  ['waiting', 'intended'].includes(states(sequence).state)

t.test('what may start, in the plan’s order', async t => {
  always(standing => {
    const { steps, states, startable } = standing
    const isReady = (step: Step) => step.after.every(each => states(each).state === 'done')
    const expected = steps.filter(step => isOpen(standing, step) && isReady(step))
    const open = startable.filter(step => !standing.doubtful.includes(step))
    same(
      open,
      expected.filter(step => !standing.doubtful.includes(step)),
      'startable'
    )
  })
  t.pass()
})

t.test('what is pressing', async t => {
  always(standing => {
    const { steps, states, pressing } = standing
    const isParked = (step: Step) =>
      steps.some(
        each =>
          each.action === 'park' &&
          each.systemUserId === step.systemUserId &&
          states(each.sequence).state === 'done'
      )
    const expected = steps.filter(step => {
      const { state, last } = states(step.sequence)
      const isLeft = last?.event === 'reopened' || (step.action === 'map' && isParked(step))
      return state === 'intended' || (state === 'waiting' && isLeft)
    })
    same(
      [...pressing].toSorted((a, b) => a.sequence - b.sequence),
      expected,
      'pressing'
    )
  })
  t.pass()
})

t.test('whom no failure concerns need not be foreseen', async t => {
  let inDoubt = 0
  let others = 0
  always((standing, hasFailed) => {
    const { steps, states, doubtful } = standing
    const whole = foresee(steps, states)
    const lost = (each: Iterable<number>) => steps.filter(step => new Set(each).has(step.sequence))
    same(lost(standing.outlook.lost), lost(whole.lost), 'lost')
    same(
      doubtful,
      steps.filter(step => doubtful.includes(step)),
      'doubtful'
    )
    const { ready, isHalted } = nextSteps(standing, 'run')
    if (!hasFailed || isHalted) return
    const isReady = ({ sequence, after }: Step) =>
      (whole.waits.get(sequence) ?? after).every(each => states(each).state === 'done')
    const left = steps.filter(step => isOpen(standing, step) && !whole.lost.has(step.sequence))
    const parkOf = ({ action, toDomainName }: Step) =>
      action === 'park' ? toDomainName : undefined
    const taken = new Set(ready.map(parkOf))
    const mayWait = (step: Step) => step.action === 'park' && taken.has(step.toDomainName)
    const expected = left.filter(isReady)
    same(
      expected.filter(step => ready.includes(step)),
      ready.toSorted((a, b) => a.sequence - b.sequence),
      'ready before its time'
    )
    same(
      expected.filter(step => !ready.includes(step) && !mayWait(step)),
      [],
      'forgotten'
    )
    inDoubt += doubtful.length
    others += steps.length - doubtful.length
  })
  t.ok(inDoubt > 1000 && others > 1000, `${inDoubt} in doubt, ${others} not`)
})

t.test(
  'who is found to have changed before anything is begun takes down whom it concerns',
  async t => {
    let lost = 0
    fc.assert(
      fc.property(anExecution, fc.array(fc.nat(), { maxLength: 3 }), ({ steps }, at) => {
        const firsts = steps.filter(
          (step, index) =>
            steps.findIndex(each => each.systemUserId === step.systemUserId) === index
        )
        const some = firsts.filter((_, index) => at.some(each => each % firsts.length === index))
        const standing = readJournal(
          steps,
          some.map(step => failed(step, step.fromDomainName))
        )
        same(
          steps.filter(step => standing.outlook.lost.has(step.sequence)),
          steps.filter(step => foresee(steps, standing.states).lost.has(step.sequence)),
          'lost'
        )
        lost += standing.outlook.lost.size - some.length
      }),
      { numRuns: 400 }
    )
    t.ok(lost > 400, `${lost} besides`)
  }
)

t.test('ten thousand of whom many failed are read in no time', async t => {
  const { steps } = planRemap(
    toWorld(
      Array.from({ length: 10_000 }, (_, index) => renamed(index)),
      4
    )
  )
  const parks = steps.filter(step => step.action === 'park')
  const journal = parks
    .filter((_, index) => index % 7 === 0)
    .map(each => failed(each, each.fromDomainName))
  const begin = performance.now()
  const { outlook } = readJournal(steps, journal)
  t.equal(outlook.lost.size, 2 * journal.length)
  t.ok(performance.now() - begin < 2000)
})

t.test('a line that is there twice says nothing new', async t => {
  const { steps } = planRemap(toWorld(cycleOfHoppers(0, 3), 2))
  const waiting = steps.find(step => step.after.length > 1) as Step
  const [one = 0, ...others] = waiting.after
  const lines = [one, one].map(sequence => done(steps[sequence - 1] as Step))
  const standing = readJournal(steps, lines)
  t.notOk(
    standing.startable.includes(waiting),
    `step ${waiting.sequence} waits for ${others.join()}`
  )
})

t.test('no more than are wanted, the same first', async t => {
  always(standing => {
    for (const control of ['run', 'pause'] as const) {
      const all = nextSteps(standing, control)
      const two = nextSteps(standing, control, 2)
      same(two.ready, all.ready.slice(0, 2), 'two')
      if (two.isOver !== all.isOver) throw new Error('over or not')
    }
  })
  t.pass()
})

t.test('who was parked before', async t => {
  const [execution] = fc.sample(
    anExecution.filter(each => each.steps.some(step => step.action === 'park')),
    1
  )
  const standing = readJournal(execution?.steps ?? [], [])
  for (const step of standing.steps) {
    const park = standing.steps.find(
      each => each.action === 'park' && each.systemUserId === step.systemUserId
    )
    t.equal(standing.parkBefore(step), step.action === 'map' ? park : undefined)
  }
})
