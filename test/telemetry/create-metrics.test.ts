import t from 'tap'
import { createMetrics } from '../../src/telemetry/create-metrics.ts'

t.test('stranded users, and what every process tells of itself', async t => {
  const { metrics, scrape } = createMetrics()
  t.match((await scrape()).text, /^relink_stranded_users 0$/m)
  metrics.setStrandedUsers(2)
  const { text, mediaType } = await scrape()
  t.match(text, /^relink_stranded_users 2$/m)
  t.match(text, /^# TYPE relink_stranded_users gauge$/m)
  t.match(text, /^process_resident_memory_bytes \d+$/m)
  t.match(mediaType, /^text\/plain; version=0\.0\.4/)
})

t.test('two in one process count for themselves', async t => {
  const [one, other] = [createMetrics(), createMetrics()]
  one.metrics.setStrandedUsers(1)
  t.match((await other.scrape()).text, /^relink_stranded_users 0$/m)
})
