import t from 'tap'
import { judgeWrite } from '../../src/dynamics/judge-write.ts'

// What answers come to is in faults.test.ts, over real sockets.
t.test('without an answer it counts whether the request can have been seen', async t => {
  const lost = { kind: 'no-answer', code: 'ECONNRESET' } as const
  t.match(judgeWrite({ ...lost, isUnsent: false }, 0), { kind: 'unclear', detail: /ECONNRESET/ })
  t.strictSame(judgeWrite({ ...lost, isUnsent: true }, 0), { kind: 'busy', retryAfterMs: 5000 })
})
