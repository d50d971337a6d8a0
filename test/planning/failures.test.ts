import t from 'tap'
import type { JournalEntry } from '../../src/model/execution.ts'
import type { Step } from '../../src/model/plan.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { readJournal } from '../../src/planning/read-journal.ts'
import { done, failed, intent, reopened } from './journal.ts'
import { renamed, toWorld } from './worlds.ts'

const { steps } = planRemap(toWorld([renamed(0), renamed(1)], 2))
const [park, map, otherPark, otherMap] = steps as [Step, Step, Step, Step]

const held = { ...failed(park), code: 'account-held-by-another-user' } as JournalEntry
const changed = { ...failed(park), code: 'changed-since-planned' } as JournalEntry

const cases: [string, JournalEntry[], object][] = [
  ['nothing', [], { inARow: 0, failed: 0, remapped: 0 }],
  ['one user', [failed(park)], { inARow: 1, failed: 1, remapped: 0 }],
  ['one user twice', [failed(park), reopened(park), failed(park)], { inARow: 1, failed: 1 }],
  ['two users', [failed(park), failed(otherPark)], { inARow: 2, failed: 2 }],
  ['a park is no success', [failed(park), done(otherPark)], { inARow: 1, remapped: 0 }],
  ['a map is', [failed(park), done(otherMap)], { inARow: 0, failed: 1, remapped: 1 }],
  ['of the same user, too', [failed(map), done(map)], { inARow: 0, failed: 0, remapped: 1 }],
  ['who had changed concerns nobody else', [changed], { inARow: 0, failed: 0 }],
  ['nor an account seen to be held', [held], { inARow: 0, failed: 0 }],
  ['but one that a write found held', [intent(park), held], { inARow: 1, failed: 1 }]
]

for (const [name, journal, expected] of cases) {
  t.test(name, async t => {
    const { inARow, failed, remapped } = readJournal(steps, journal).failures
    t.match({ inARow, failed, remapped }, expected)
  })
}
