import t from 'tap'
import type { StoredExecution } from '../../src/ports.ts'
import { runExecution } from '../../src/use-cases/run-execution.ts'
import { guidOf, idOf, openContext } from '../fakes/context.ts'
import { link } from '../store/samples.ts'
import { hoppers, keepExecution } from './hops.ts'

/** The link baseline after both hops: 1 was linked already, 7 is said to have the account of 2. */
async function linksAfter(t: Parameters<typeof openContext>[0], mode: StoredExecution['mode']) {
  const { context, store } = await openContext(t, hoppers)
  await store.links.put([
    link({ systemUserId: idOf(1), objectGuid: guidOf(1), objectSid: 'S-1-5-21-1' }),
    link({ systemUserId: idOf(7), objectGuid: guidOf(2), source: 'import' })
  ])
  const before = await store.links.all()
  const rehearsal = () => context.organization
  const executionId = await keepExecution(store, { mode })
  await runExecution({ ...context, rehearsal }, executionId, new AbortController().signal)
  t.match(await store.executions.get(executionId), { status: 'Succeeded' })
  return { before, after: await store.links.all() }
}

t.test('a map enters the link baseline, and puts out whoever had the account there', async t => {
  const { after } = await linksAfter(t, 'execute')
  t.match(after, [
    { systemUserId: idOf(1), objectGuid: guidOf(1), source: 'map', objectSid: 'S-1-5-21-1' },
    { systemUserId: idOf(2), objectGuid: guidOf(2), source: 'map', domainName: 'CONTOSO\\new2' }
  ])
  t.equal(after.length, 2)
})

t.test('a rehearsal proves nothing', async t => {
  const { before, after } = await linksAfter(t, 'rehearse')
  t.strictSame(after, before)
})
