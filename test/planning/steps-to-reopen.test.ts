import t from 'tap'
import type { JournalEntry } from '../../src/model/execution.ts'
import type { Step } from '../../src/model/plan.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { readJournal } from '../../src/planning/read-journal.ts'
import { stepsToReopen } from '../../src/planning/steps-to-reopen.ts'
import { changed, done, failed, intent } from './journal.ts'
import { chainOfHoppers, cycleOfDirects, renamed, toWorld } from './worlds.ts'

type Journal = (step: (sequence: number) => Step) => JournalEntry[]

const lane = planRemap(toWorld([0, 1].map(renamed), 1)).steps
const cycle = planRemap(toWorld([...cycleOfDirects(0, 3), renamed(3)], 1)).steps

const chain = planRemap(toWorld(chainOfHoppers(0, 2), 1)).steps

/** Ada waits for Bob to park, and Bob for Cleo, who goes directly. */
const knot = [
  write(1, 'park', 'ada', []),
  write(2, 'park', 'bob', [1]),
  write(3, 'map', 'cleo', [1]),
  write(4, 'map', 'ada', [1, 2]),
  write(5, 'map', 'bob', [2, 3])
]

const cases: [string, readonly Step[], Journal, number[]][] = [
  ['nothing when nothing happened', lane, () => [], []],
  ['nothing when all is done', lane, s => [done(s(1)), done(s(2))], []],
  ['nothing of who was not parked', lane, s => [failed(s(1), 'CONTOSO\\n0')], []],
  ['the map of who is parked', lane, s => [done(s(1)), failed(s(2))], [2]],
  ['a park that nobody knows of', lane, s => [intent(s(1)), failed(s(1))], [1]],
  ['what somebody parked waits for', cycle, s => [done(s(1)), failed(s(2))], [2]],
  [
    'what brings home whoever has to park for that',
    knot,
    s => [done(s(1)), failed(s(3)), failed(s(2), 'CONTOSO\\b')],
    [2, 3]
  ],
  [
    'nobody whom somebody else renamed: who comes after them does not wait for them any more',
    chain,
    s => [changed(s(1)), done(s(3)), failed(s(4))],
    [4]
  ],
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
      stepsToReopen(readJournal(steps, journal))
        .map(step => step.sequence)
        .toSorted((a, b) => a - b),
      expected
    )
  })
}

function write(
  sequence: number,
  action: Step['action'],
  systemUserId: string,
  after: number[]
): Step {
  const [fromDomainName, toDomainName] = ['CONTOSO\\from', 'CONTOSO\\to']
  return { sequence, action, systemUserId, fullName: '', fromDomainName, toDomainName, after }
}
