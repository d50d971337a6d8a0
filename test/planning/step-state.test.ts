import t from 'tap'
import type { JournalEntry } from '../../src/model/execution.ts'
import type { Step } from '../../src/model/plan.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { readJournal } from '../../src/planning/read-journal.ts'
import { done, failed, intent, reopened } from './journal.ts'
import { renamed, toWorld } from './worlds.ts'

const { steps } = planRemap(toWorld([renamed(0)], 1))
const park = steps[0] as Step
const isDone = done(park)

t.test('a line about no step of this plan is no write of one', async t => {
  t.match(readJournal([], [failed(park, 'CONTOSO\\relink-0')]).states(1), { mayHold: false })
})

const cases: [string, JournalEntry[], object][] = [
  ['nothing', [], { state: 'waiting', attempts: 0, mayHold: false }],
  ['an intent', [intent(park, '1')], { state: 'intended', attempts: 1, mayHold: true }],
  ['two intents', [intent(park, '1'), intent(park, '2')], { attempts: 2, first: { etag: '1' } }],
  [
    'done',
    [intent(park, '1'), isDone],
    { state: 'done', attempts: 1, mayHold: true, last: isDone }
  ],
  ['found done', [isDone], { state: 'done', attempts: 0, mayHold: true }],
  ['failed before a write', [failed(park)], { state: 'failed', mayHold: false }],
  ['failed, unclear', [intent(park, '1'), failed(park)], { state: 'failed', mayHold: true }],
  [
    'failed, refused',
    [intent(park, '1'), failed(park, 'CONTOSO\\n0')],
    { state: 'failed', mayHold: false }
  ],
  ['failed, written', [intent(park, '1'), failed(park, 'contoso\\Relink-0')], { mayHold: true }],
  [
    'reopened, unclear',
    [intent(park, '1'), failed(park), reopened(park)],
    { state: 'waiting', mayHold: true }
  ],
  [
    'reopened, refused',
    [failed(park, 'CONTOSO\\n0'), reopened(park)],
    { state: 'waiting', mayHold: false }
  ]
]

for (const [name, journal, expected] of cases) {
  t.test(`a step with ${name}`, async t => {
    t.match(readJournal(steps, journal).states(1), expected)
    t.match(readJournal(steps, journal).states(2), { state: 'waiting', attempts: 0 })
  })
}
