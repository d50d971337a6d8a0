import t from 'tap'
import { asAll, openDoor } from '../../fakes/door.ts'

const app = await openDoor(t)
const csv = 'systemUserId,objectGuid\nu,g'
const cases: readonly (readonly [
  url: string,
  type: string | undefined,
  body: string,
  status: number
])[] = [
  ['/v1/links', 'text/csv', csv, 200],
  ['/v1/links', 'text/csv; charset=utf-8; header=present', csv, 200],
  ['/v1/links', 'TEXT/CSV;charset="UTF-8"', csv, 200],
  ['/v1/links', 'application/x-ndjson', '{}', 200],
  ['/v1/links', 'application/ndjson; charset=utf-8', '{}', 200],
  ['/v1/links', 'application/json', '{"value":[{}]}', 200],
  ['/v1/links', 'application/json; charset=utf-8', '{"value":[7]}', 200],
  ['/v1/links', 'application/json', '{"value":[{"__proto__":{}}]}', 400],
  ['/v1/links', 'application/json', '{', 400],
  ['/v1/links', 'application/json', '', 400],
  ['/v1/links', 'text/csv', '', 400],
  ['/v1/links', undefined, '', 400],
  ['/v1/links', undefined, csv, 415],
  ['/v1/links', 'text/plain', csv, 415],
  ['/v1/links', 'text/csvx', csv, 415],
  ['/v1/links', 'nonsense', csv, 415],
  ['/v1/links', 'text/csv', ' '.repeat(1024 * 1024 + 1), 413],
  ['/v1/links?all=1', 'text/csv', csv, 400],
  ['/v1/detect-mismatch', 'text/csv', csv, 415],
  ['/v1/detect-mismatch', 'application/x-ndjson', '{}', 415]
]
for (const [url, type, body, status] of cases) {
  t.test(`${url} with ${type} '${body.slice(0, 20)}': ${status}`, async t => {
    const method = url === '/v1/detect-mismatch' ? 'POST' : 'PUT'
    const headers = { ...asAll, ...(type && { 'content-type': type }) }
    const answer = await app.inject({ method, url, headers, ...(body && { body }) })
    t.equal(answer.statusCode, status, answer.body)
    if (status >= 400) t.match(answer.headers['content-type'], /^application\/problem\+json/)
  })
}

t.test('what may be sent is said', async t => {
  const headers = { ...asAll, 'content-type': 'text/plain' }
  const answer = await app.inject({ method: 'PUT', url: '/v1/links', headers, body: csv })
  t.match(answer.json(), { code: 'unsupported-media-type', detail: /json, text\/csv, application/ })
  const long = { ...headers, 'content-type': 'text/csv' }
  const body = ' '.repeat(1024 * 1024 + 1)
  const tooLong = await app.inject({ method: 'PUT', url: '/v1/links', headers: long, body })
  t.match(tooLong.json(), { code: 'request-too-large', detail: /in several parts/ })
})
