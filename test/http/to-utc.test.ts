import t from 'tap'
import { toUtc } from '../../src/http/to-utc.ts'

t.test('every instant has one form', async t => {
  t.equal(toUtc('since', '2026-03-02T10:00:00+02:00'), '2026-03-02T08:00:00.000Z')
})

t.test('what is no time is refused by the name of its parameter', async t => {
  t.throws(() => toUtc('since', '2026-13-02T10:00:00Z'), {
    code: 'invalid-request',
    details: { detail: /^There is no such time in since; /, errors: [{ pointer: '/since' }] }
  })
})
