import t from 'tap'
import { RelinkError } from '../../src/errors.ts'
import type { IdempotencyStore } from '../../src/ports.ts'
import { asAll, openDoor, readableLog } from '../fakes/door.ts'
import { fakeIdempotencyStore } from '../fakes/idempotency-store.ts'
import { fakeService } from '../fakes/service.ts'
import { planRequest } from '../../src/http/examples/plan.ts'

const post = (key: string, body: object = planRequest, role = 'all') => ({
  method: 'POST' as const,
  url: '/v1/plan-remap',
  headers: { 'x-api-key': role, 'idempotency-key': key },
  body
})

t.test('the same key with the same body replays the first answer', async t => {
  const service = fakeService()
  const app = await openDoor(t, { service })
  const first = await app.inject(post('k1'))
  t.notOk(first.headers['idempotency-replayed'])
  const again = await app.inject(post('"k1"'))
  t.equal(again.headers['idempotency-replayed'], 'true')
  for (const header of ['location', 'content-type']) {
    t.equal(again.headers[header], first.headers[header])
  }
  t.equal(again.statusCode, 201)
  t.equal(again.body, first.body)
  t.equal(service.asked.length, 1)
  const other = await app.inject(post('k1', planRequest, 'planner'))
  t.notOk(other.headers['idempotency-replayed'], "another caller's key is another key")
})

t.test('with another body, or at another address, it is refused', async t => {
  const app = await openDoor(t)
  await app.inject(post('k1'))
  const reused = await app.inject(post('k1', { ...planRequest, note: 'x' }))
  t.equal(reused.statusCode, 422)
  t.equal(reused.json().code, 'idempotency-key-reused')
  const { body: _body, ...bare } = post('k1')
  const url = '/v1/executions/d94be1f3-7f6a-4b0e-a1f5-4f7f2f3c8a31/pause'
  t.equal((await app.inject({ ...bare, url })).statusCode, 422)
  t.equal((await app.inject(post('k1'))).statusCode, 201, 'the first answer stays')
})

t.test('while the first runs, the second is told to wait', async t => {
  const claim: IdempotencyStore['claim'] = async () => ({ kind: 'in-use' })
  const app = await openDoor(t, { idempotency: { ...fakeIdempotencyStore(), claim } })
  const answer = await app.inject(post('k1'))
  t.equal(answer.statusCode, 409)
  t.match(answer.json(), { code: 'idempotency-key-in-use', retryable: true })
  t.equal(answer.headers['retry-after'], '2')
})

t.test('keys live 24 hours, claims without an answer ten minutes', async t => {
  const store = fakeIdempotencyStore()
  let ages: number[] = []
  const claim: IdempotencyStore['claim'] = async (request, times) => {
    const since = (time: string) => Date.parse(times.now) - Date.parse(time)
    ages = [since(times.expiredBefore), since(times.staleBefore)]
    return store.claim(request, times)
  }
  const app = await openDoor(t, { idempotency: { ...store, claim } })
  await app.inject(post('k1'))
  t.strictSame(ages, [86_400_000, 600_000])
})

const refusals = [
  ['nothing-to-remap', 422, true],
  ['scan-not-finished', 409, false],
  ['directory-unavailable', 503, false],
  ['internal-error', 500, false]
] as const
for (const [code, status, kept] of refusals) {
  t.test(`${code} is ${kept ? 'kept' : 'forgotten'}`, async t => {
    const planRemap = async () => Promise.reject(new RelinkError(code, { detail: 'no' }))
    const service = fakeService({ planRemap })
    const app = await openDoor(t, { service })
    t.equal((await app.inject(post('k'))).statusCode, status)
    t.equal((await app.inject(post('k'))).statusCode, status)
    t.equal(service.asked.length, kept ? 1 : 2)
  })
}

t.test('an answer that cannot be kept gets out all the same', async t => {
  const { log, lines } = readableLog()
  const keep = async () => Promise.reject(new Error('disk full'))
  const app = await openDoor(t, { log, idempotency: { ...fakeIdempotencyStore(), keep } })
  t.equal((await app.inject(post('k1'))).statusCode, 201)
  t.match(lines.join(), /answer not kept/)
})

t.test('keys that are none are refused', async t => {
  const app = await openDoor(t)
  for (const key of ['', '""', 'x'.repeat(256), 'ä']) {
    t.equal((await app.inject(post(key))).statusCode, 400, key)
  }
  t.equal((await app.inject(post('x'.repeat(255)))).statusCode, 201)
  const get = await app.inject({ url: '/v1/plans', headers: { ...asAll, 'idempotency-key': 'k' } })
  t.equal(get.statusCode, 200, 'only POST looks at it')
})
