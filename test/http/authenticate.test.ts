import t from 'tap'
import { asAll, openDoor } from '../fakes/door.ts'
import { fakeService } from '../fakes/service.ts'

const basic = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString('base64')}` })

const cases: readonly [what: string, headers: Record<string, string>, status: number][] = [
  ['nothing', {}, 401],
  ['a key', { 'x-api-key': 'reader' }, 200],
  ['an unknown key', { 'x-api-key': 'nobody' }, 401],
  ['name and secret', basic('reader-key:reader'), 200],
  ['the secret under another name', basic('planner-key:reader'), 401],
  ['a name without a secret', basic('reader-key'), 401],
  ['a name that is unknown too', basic(':'), 401],
  ['base64 that is none', { authorization: 'Basic !' }, 401],
  ['a bearer token, which nobody takes', { authorization: 'Bearer x' }, 401],
  ['a bad name beside a good key', { ...basic('x:y'), 'x-api-key': 'reader' }, 401]
]
const app = await openDoor(t)
for (const [what, headers, status] of cases) {
  t.test(`${what}: ${status}`, async t => {
    const answer = await app.inject({ url: '/v1/scans', headers })
    t.equal(answer.statusCode, status)
    if (status === 200) return
    t.match(answer.headers['www-authenticate'], /^Basic realm="relink", .*ApiKey realm="relink"$/)
    t.equal(answer.json().code, 'unauthenticated')
  })
}

t.test('the caller reaches the service with roles, address and whom it acts for', async t => {
  const service = fakeService()
  const app = await openDoor(t, { service })
  await app.inject({
    method: 'POST',
    url: '/v1/detect-mismatch',
    headers: { 'x-api-key': 'planner', 'x-on-behalf-of': ' INC001 ' },
    body: { users: ['x'] }
  })
  t.same(service.asked[0]?.[1], {
    name: 'planner-key',
    roles: new Set(['planner', 'reader']),
    onBehalfOf: 'INC001',
    remoteAddress: '127.0.0.1'
  })
})

t.test('open routes ask nobody', async t => {
  const app = await openDoor(t, { scrape: async () => ({ mediaType: 'text/plain', text: '' }) })
  const open = ['/health/live', '/health/ready', '/openapi.json', '/openapi.yaml', '/docs']
  for (const url of [...open, '/metrics']) {
    t.equal((await app.inject({ url })).statusCode, 200, url)
  }
  t.equal((await app.inject({ url: '/v1/scans', headers: asAll })).statusCode, 200)
})
