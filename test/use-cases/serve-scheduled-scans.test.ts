import t from 'tap'
import { serveScheduledScans } from '../../src/use-cases/serve-scheduled-scans.ts'
import { openContext, serveAll } from '../fakes/context.ts'
import { everything } from '../store/samples.ts'
import { hoppers } from './hops.ts'

t.test('a scan of everyone, asked for by the schedule', async t => {
  const { context, store, work } = await openContext(t, hoppers)
  serveAll(t, context)
  const over = new AbortController()
  const serving = serveScheduledScans(context, over.signal)
  await work.start('scheduled-scan', 'a time')
  await work.settled('scheduled-scan', 'a time', 5000)
  const { rows } = await store.scans.list({}, everything)
  t.match(rows, [{ requestedBy: 'schedule' }])
  await work.settled('scan', rows[0]?.scanId ?? '', 5000)
  t.match(await store.scans.get(rows[0]?.scanId ?? ''), { status: 'Succeeded', usersChecked: 2 })
  over.abort()
  await serving
})
