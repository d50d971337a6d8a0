import t from 'tap'
import { asAll, openDoor } from '../fakes/door.ts'

const pause = '/v1/executions/d94be1f3-7f6a-4b0e-a1f5-4f7f2f3c8a31/pause'
const detect = '/v1/detect-mismatch'
const json = 'application/json'
const cases: readonly [url: string, type: string | undefined, body: string, status: number][] = [
  [pause, undefined, '', 200],
  [pause, json, '', 200],
  [pause, json, '{}', 200],
  [pause, json, '{"force":true}', 400],
  [pause, json, '[]', 400],
  [pause, json, 'null', 400],
  [pause, 'text/plain', 'x', 415],
  [detect, json, '{}', 202],
  [detect, `${json}; charset=utf-8`, '{}', 202],
  [detect, json, '', 400],
  [detect, json, '{', 400],
  [detect, json, 'null', 400],
  [detect, json, '{"__proto__":{"x":1}}', 400],
  [detect, undefined, '{}', 415],
  [detect, 'text/plain', '{}', 415],
  [detect, 'application/x-www-form-urlencoded', 'a=b', 415],
  [detect, 'nonsense', '{}', 415],
  [detect, json, ' '.repeat(1024 * 1024 + 1), 413]
]
const app = await openDoor(t)
for (const [url, type, body, status] of cases) {
  t.test(`${url.slice(-6)} with ${type} '${body.slice(0, 20)}': ${status}`, async t => {
    const headers = { ...asAll, ...(type && { 'content-type': type }) }
    const answer = await app.inject({ method: 'POST', url, headers, ...(body && { body }) })
    t.equal(answer.statusCode, status, answer.body)
    if (status >= 400) t.match(answer.headers['content-type'], /^application\/problem\+json/)
  })
}

t.test('what an action does not take is named', async t => {
  const app = await openDoor(t)
  const answer = await app.inject({
    method: 'POST',
    url: pause,
    headers: asAll,
    body: { force: 1 }
  })
  t.match(answer.json(), { code: 'invalid-request', errors: [{ pointer: '/force' }] })
})
