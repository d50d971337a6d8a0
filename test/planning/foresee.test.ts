import t from 'tap'
import type { JournalEntry } from '../../src/model/execution.ts'
import type { Step } from '../../src/model/plan.ts'
import { foresee } from '../../src/planning/foresee.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { readJournal } from '../../src/planning/read-journal.ts'
import { changed, done, failed, intent, reopened } from './journal.ts'
import {
  chainOfDirects,
  chainOfHoppers,
  cycleOfDirects,
  cycleOfHoppers,
  renamed,
  toWorld
} from './worlds.ts'

type Plan = readonly Step[]
type Journal = (step: (sequence: number) => Step) => JournalEntry[]

const lane = planRemap(toWorld([0, 1, 2].map(renamed), 1)).steps
const directs = planRemap(toWorld(chainOfDirects(0, 3), 0)).steps
const cycle = planRemap(toWorld(cycleOfHoppers(0, 3), 2)).steps
const opened = planRemap(toWorld(cycleOfDirects(0, 3), 1)).steps

const cases: [string, Plan, Journal, number[]][] = [
  ['nothing happened', lane, () => [], []],
  ['a failed step, and who needs what it holds', directs, s => [failed(s(1))], [1, 2, 3]],
  ['not what is done already', directs, s => [done(s(1)), failed(s(2))], [2, 3]],
  ['a failed park, and its map', lane, s => [failed(s(1), 'CONTOSO\\n0')], [1, 2]],
  ['a second one in the lane', lane, s => [failed(s(1)), failed(s(3))], [1, 2, 3, 4]],
  [
    'a map that failed, and all who wait for its placeholder',
    lane,
    s => [done(s(1)), failed(s(2))],
    [2, 3, 4, 5, 6]
  ],
  [
    'a park that nobody knows of, and the same',
    lane,
    s => [intent(s(1)), failed(s(1))],
    [1, 2, 3, 4, 5, 6]
  ],
  [
    'and nobody who had it before',
    lane,
    s => [done(s(1)), done(s(2)), done(s(3)), failed(s(4))],
    [4, 5, 6]
  ],
  ['nobody, once it is reopened', lane, s => [done(s(1)), failed(s(2)), reopened(s(2))], []],
  ['a cycle when its opener fails', cycle, s => [failed(s(1), 'CONTOSO\\n0')], [1, 2, 3, 4, 5, 6]],
  [
    'the map of the opener when a follower fails',
    opened,
    s => [done(s(1)), failed(s(2))],
    [2, 3, 4]
  ],
  [
    'but not its park, when that is under way',
    opened,
    s => [intent(s(1)), failed(s(2))],
    [2, 3, 4]
  ],
  ['only a user whom somebody else changed', directs, s => [changed(s(1))], [1]],
  ['in a cycle, too', cycle, s => [done(s(1)), changed(s(2))], ownOf(cycle, 2)],
  ['and when it was parked', lane, s => [done(s(1)), changed(s(2))], [2]],
  ['parks that would be in vain', opened, s => [failed(s(2))], [1, 2, 3, 4]]
]

/** The steps of the user whom this one is for. */
function ownOf(steps: Plan, sequence: number): number[] {
  const user = steps[sequence - 1]?.systemUserId
  return steps.filter(step => step.systemUserId === user).map(step => step.sequence)
}

for (const [name, steps, journalOf, expected] of cases) {
  t.test(`lost: ${name}`, async t => {
    const journal = journalOf(sequence => steps[sequence - 1] as Step)
    const { lost } = foresee(steps, readJournal(steps, journal).states)
    t.same(
      [...lost].toSorted((a, b) => a - b),
      expected
    )
  })
}

t.test('who waits for a placeholder that stayed free waits for who had it before', async t => {
  const waitsAfter = (...journal: JournalEntry[]) =>
    foresee(lane, readJournal(lane, journal).states).waits.get(5)
  const [, , second] = lane as [Step, Step, Step]
  t.same(waitsAfter(), [4])
  t.same(waitsAfter(failed(second, second.fromDomainName)), [2])
})

t.test('a chain as long as a plan may be, and nobody in it can be moved', async t => {
  const { steps } = planRemap(toWorld(chainOfHoppers(0, 10_000), 1))
  const [first] = steps
  if (!first) throw new Error('no steps')
  const { lost } = foresee(steps, readJournal(steps, [failed(first, first.fromDomainName)]).states)
  t.equal(lost.size, steps.length)
})
