import t from 'tap'
import { openDoor } from '../../fakes/door.ts'

/** What Prometheus 3 sends. */
const accept =
  'application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.2'

t.test('answered in the media type that it has', async t => {
  const mediaType = 'text/plain; version=0.0.4; charset=utf-8'
  const app = await openDoor(t, { scrape: async () => ({ mediaType, text: 'a 1\n' }) })
  const answer = await app.inject({ url: '/metrics', headers: { accept } })
  t.equal(answer.statusCode, 200)
  t.equal(answer.headers['content-type'], mediaType)
  t.equal(answer.body, 'a 1\n')
})

t.test('closed, it is not there', async t => {
  const app = await openDoor(t)
  t.equal((await app.inject({ url: '/metrics' })).statusCode, 404)
})
