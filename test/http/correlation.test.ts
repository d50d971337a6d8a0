import t from 'tap'
import { correlationIdOf, traceparentOf } from '../../src/http/correlation.ts'
import { openDoor } from '../fakes/door.ts'

const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

t.test('sane ids are taken over, others made up', async t => {
  t.equal(correlationIdOf({ 'x-correlation-id': 'INC0012/a:b' }), 'INC0012/a:b')
  for (const bad of ['', 'a b', 'a\nb', 'x'.repeat(129), '<b>', undefined]) {
    t.match(correlationIdOf({ 'x-correlation-id': bad }), /^[0-9a-f-]{36}$/)
  }
})

t.test('valid trace contexts are taken over, others made up', async t => {
  t.equal(traceparentOf({ traceparent: trace }), trace)
  const invalid = [
    undefined,
    'x',
    trace.toUpperCase(),
    trace.replace(/^00/, 'ff'),
    trace.replace('4bf92f3577b34da6a3ce929d0e0e4736', '0'.repeat(32)),
    trace.replace('00f067aa0ba902b7', '0'.repeat(16))
  ]
  for (const bad of invalid) {
    t.match(traceparentOf({ traceparent: bad }), /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/)
    t.not(traceparentOf({ traceparent: bad }), bad)
  }
})

t.test('both are echoed, on refusals and unreadable addresses as well', async t => {
  const app = await openDoor(t)
  const headers = { 'x-correlation-id': 'abc', traceparent: trace }
  for (const url of ['/health/live', '/v1/scans', '/nowhere', '/v1/users/%zz']) {
    const answer = await app.inject({ url, headers })
    t.match(answer.headers, headers, url)
    if (answer.statusCode >= 400) t.equal(answer.json().correlationId, 'abc', url)
  }
})
