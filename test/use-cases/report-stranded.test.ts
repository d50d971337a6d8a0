import t from 'tap'
import { reportStranded } from '../../src/use-cases/report-stranded.ts'
import { idOf, openContext, userOf } from '../fakes/context.ts'
import { everything } from '../store/samples.ts'
import { hoppers, keepExecution, placeholder, strandedJournal } from './hops.ts'

const never = new AbortController().signal
const ended = { status: 'Failed', isTerminal: true } as const

t.test('nobody is on a placeholder', async t => {
  const { context, store, stranded } = await openContext(t, hoppers)
  t.same(await reportStranded(context, never), [])
  t.same(stranded, [0])
  t.equal((await store.audit.list({}, everything)).totalCount, 0)
})

t.test('who was parked by an execution is reported once, with the execution', async t => {
  const { context, store, organization, stranded } = await openContext(t, hoppers)
  const executionId = await keepExecution(store, ended, strandedJournal)
  organization.rename(idOf(1), placeholder)
  for (let minute = 0; minute < 3; minute += 1) {
    t.same(await reportStranded(context, never), [executionId])
  }
  t.same(stranded, [1, 1, 1])
  const { rows } = await store.audit.list({ action: 'stranded-on-placeholder' }, everything)
  t.match(rows, [
    { actor: 'relink', target: idOf(1), before: executionId, after: placeholder, outcome: 'failed' }
  ])
  t.equal(rows.length, 1)
})

t.test('somebody whom nobody here parked is reported, too', async t => {
  const users = [userOf(7, { domainName: 'contoso.test\\CRM-PARK-01' })]
  const { context, store } = await openContext(t, { ...hoppers, users })
  t.same(await reportStranded(context, never), [])
  const { rows } = await store.audit.list({ action: 'stranded-on-placeholder' }, everything)
  t.match(rows, [{ target: idOf(7), after: 'contoso.test\\CRM-PARK-01' }])
  t.notOk(rows[0]?.before)
})

t.test('a placeholder that is in the pool no more is looked at all the same', async t => {
  const wanted = { ...hoppers, policy: { placeholders: [] } }
  const { context, store, organization } = await openContext(t, wanted)
  const executionId = await keepExecution(store, ended, strandedJournal)
  organization.rename(idOf(1), placeholder)
  t.same(await reportStranded(context, never), [executionId])
})

t.test('a rehearsal parks nobody', async t => {
  const { context, store, organization } = await openContext(t, hoppers)
  await keepExecution(store, { ...ended, mode: 'rehearse' }, strandedJournal)
  organization.rename(idOf(1), placeholder)
  t.same(await reportStranded(context, never), [], 'reported, but by nobody')
})
