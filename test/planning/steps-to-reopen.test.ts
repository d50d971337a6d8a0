import t from 'tap'
import type { JournalEntry } from '../../src/model/execution.ts'
import type { Step } from '../../src/model/plan.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { stepsToReopen } from '../../src/planning/steps-to-reopen.ts'
import { done, failed, intent } from './journal.ts'
import { cycleOfDirects, renamed, toWorld } from './worlds.ts'

type Journal = (step: (sequence: number) => Step) => JournalEntry[]

const lane = planRemap(toWorld([0, 1].map(renamed), 1)).steps
const cycle = planRemap(toWorld([...cycleOfDirects(0, 3), renamed(3)], 1)).steps

const cases: [string, readonly Step[], Journal, number[]][] = [
  ['nothing when nothing happened', lane, () => [], []],
  ['nothing when all is done', lane, s => [done(s(1)), done(s(2))], []],
  ['nothing of who was not parked', lane, s => [failed(s(1), 'CONTOSO\\n0')], []],
  ['the map of who is parked', lane, s => [done(s(1)), failed(s(2))], [2]],
  ['a park that nobody knows of', lane, s => [intent(s(1)), failed(s(1))], [1]],
  ['what somebody parked waits for', cycle, s => [done(s(1)), failed(s(2))], [2]],
  [
    'nothing that merely was before',
    cycle,
    s => [failed(s(1), 'CONTOSO\\n0'), done(s(5)), failed(s(6))],
    [6]
  ]
]

for (const [name, steps, journalOf, expected] of cases) {
  t.test(`reopens ${name}`, async t => {
    const journal = journalOf(sequence => steps[sequence - 1] as Step)
    t.same(
      stepsToReopen(steps, journal).map(step => step.sequence),
      expected
    )
  })
}
