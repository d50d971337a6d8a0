import t from 'tap'
import { asAll, openDoor, readableLog } from '../fakes/door.ts'

t.test('one line an answer, without names, queries or secrets', async t => {
  const { log, lines } = readableLog()
  const app = await openDoor(t, { log })
  const url = '/v1/users/CONTOSO%5Cjsmith?x=secret'
  await app.inject({ url, headers: { ...asAll, 'x-correlation-id': 'abc' } })
  await app.inject({ url: '/health/live' })
  const answered = lines.filter(line => line.includes('request answered'))
  t.equal(answered.length, 1, 'probes are only of interest at debug')
  t.match(JSON.parse(answered[0] ?? ''), {
    correlationId: 'abc',
    method: 'GET',
    route: '/v1/users/:user',
    status: 400,
    ms: Number,
    traceparent: /^00-/
  })
  t.notMatch(lines.join(), /jsmith|secret|"all"/)
})

t.test('an address that is none has no route to tell', async t => {
  const { log, lines } = readableLog('debug')
  const app = await openDoor(t, { log })
  await app.inject({ url: '/health/live' })
  await app.inject({ url: '/jsmith' })
  t.match(lines.join(), /"route":"\/health\/live".*request answered/)
  t.notMatch(lines.join(), /jsmith/)
})
