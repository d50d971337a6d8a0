import t from 'tap'
import { judgeWrite, type Unwritten } from '../../src/dynamics/judge-write.ts'

// Every row of the fault table over a real socket: faults.test.ts.

function judge(status: number, body: unknown, headers: Record<string, string> = {}): Unwritten {
  const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))
  return judgeWrite({ kind: 'answer', status, headers, body: bytes }, 0)
}

function error(code: string, message = '') {
  return { error: { code, message } }
}

t.test('without an answer it counts whether the request can have been seen', async t => {
  const lost = { kind: 'no-answer', code: 'ECONNRESET' } as const
  t.match(judgeWrite({ ...lost, isUnsent: false }, 0), { kind: 'unclear', detail: /ECONNRESET/ })
  t.match(judgeWrite({ ...lost, isUnsent: true }, 0), {
    kind: 'busy',
    detail: /cannot be reached \(ECONNRESET\)/
  })
})

t.test('code, text, status, in this order; each kind with its own fields', async t => {
  t.strictSame(judge(412, error('0x80060882')), { kind: 'stale' })
  t.match(judge(412, error('0x80040237')), { kind: 'account-held', detail: /DuplicateRecord/ })
  t.strictSame(judge(412, error('')), { kind: 'stale' })
  t.match(judge(500, error('', 'LookupAccountNameW failed')), { kind: 'name-unknown' })
  t.strictSame(judge(404, error('')), { kind: 'user-not-found' })
  t.match(judge(404, '<html>'), { kind: 'refused' })
  t.match(judge(500, error('0x80049999')), { kind: 'refused', detail: /0x80049999/ })
  t.match(judge(502, error('0x80049999')), { kind: 'unclear' })
  t.match(judge(500, '<html>'), { kind: 'unclear' })
  t.match(judge(201, ''), { kind: 'unclear', detail: /201/ })
})

t.test('busy as long as the server says', async t => {
  t.strictSame(judge(429, ''), { kind: 'busy', detail: 'Dynamics asks for fewer requests.' })
  t.match(judge(503, '', { 'retry-after': '3' }), { kind: 'busy', retryAfterMs: 3000 })
  t.match(judge(503, ''), { kind: 'unclear' })
  t.match(judge(401, ''), { kind: 'busy', detail: /did not accept who we are/ })
})
