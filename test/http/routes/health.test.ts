import t from 'tap'
import { ready, unready } from '../../../src/http/examples/rest.ts'
import { openDoor } from '../../fakes/door.ts'
import { fakeService } from '../../fakes/service.ts'

t.test('live asks nobody', async t => {
  const service = fakeService()
  const app = await openDoor(t, { service })
  t.strictSame((await app.inject({ url: '/health/live' })).json(), { status: 'alive' })
  t.strictSame(service.asked, [])
})

for (const [readiness, status] of [
  [ready, 200],
  [unready, 503]
] as const) {
  t.test(`${readiness.status} is ${status}`, async t => {
    const service = fakeService({ checkReadiness: async () => readiness })
    const app = await openDoor(t, { service })
    const answer = await app.inject({ url: '/health/ready' })
    t.equal(answer.statusCode, status)
    t.match(answer.headers['content-type'], /^application\/json/)
    t.strictSame(answer.json(), readiness)
  })
}
