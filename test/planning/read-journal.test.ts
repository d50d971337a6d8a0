import t from 'tap'
import type { JournalEntry } from '../../src/model/execution.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { readJournal } from '../../src/planning/read-journal.ts'
import { renamed, toWorld } from './worlds.ts'

const { steps } = planRemap(toWorld([renamed(0)], 1))
const entry = (event: object) =>
  ({ step: 1, systemUserId: 'u00000', at: '', ...event }) as JournalEntry
const intent = (etag: string) => entry({ event: 'intent', etag, person: {} })
const done = entry({ event: 'done', domainName: 'contoso\\RELINK-0', changedFields: [] })
const failed = (domainName?: string) =>
  entry({ event: 'failed', ...(domainName && { domainName }) })
const reopened = entry({ event: 'reopened' })

const cases: [string, JournalEntry[], object][] = [
  ['nothing', [], { state: 'waiting', attempts: 0, mayHold: false }],
  ['an intent', [intent('1')], { state: 'intended', attempts: 1, mayHold: true }],
  ['two intents', [intent('1'), intent('2')], { attempts: 2, first: { etag: '1' } }],
  ['done', [intent('1'), done], { state: 'done', attempts: 1, mayHold: true, last: done }],
  ['found done', [done], { state: 'done', attempts: 0, mayHold: true }],
  ['failed before a write', [failed()], { state: 'failed', mayHold: false }],
  ['failed, unclear', [intent('1'), failed()], { state: 'failed', mayHold: true }],
  ['failed, refused', [intent('1'), failed('CONTOSO\\n0')], { state: 'failed', mayHold: false }],
  ['failed, written', [intent('1'), failed('contoso\\Relink-0')], { mayHold: true }],
  ['reopened, unclear', [intent('1'), failed(), reopened], { state: 'waiting', mayHold: true }],
  ['reopened, refused', [failed('CONTOSO\\n0'), reopened], { state: 'waiting', mayHold: false }]
]

for (const [name, journal, expected] of cases) {
  t.test(`a step with ${name}`, async t => {
    t.match(readJournal(steps, journal).get(1), expected)
    t.match(readJournal(steps, journal).get(2), { state: 'waiting', attempts: 0 })
  })
}
