import t from 'tap'
import { connections, ready, unready } from '../../../src/http/examples/rest.ts'
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

t.test('the connections are for admins, and everybody else sees what they always saw', async t => {
  const service = fakeService({ checkReadiness: async () => unready })
  const app = await openDoor(t, { service })
  const url = '/health/ready'
  const basic = (name: string, secret: string) =>
    `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`
  for (const headers of [
    {},
    { 'x-api-key': 'auditor' },
    { 'x-api-key': 'nonsense' },
    { authorization: basic('reader-key', 'admin') }
  ]) {
    const answer = await app.inject({ url, headers })
    t.equal(answer.statusCode, 503)
    t.strictSame(answer.json(), unready, JSON.stringify(headers))
  }
  t.notOk(
    service.asked.some(([verb]) => verb === 'checkConnections'),
    'nor is it found out'
  )
  for (const headers of [
    { 'x-api-key': 'admin' },
    { authorization: basic('admin-key', 'admin') }
  ]) {
    const answer = await app.inject({ url, headers })
    t.equal(answer.statusCode, 503)
    t.strictSame(answer.json(), { ...unready, connections })
  }
})
