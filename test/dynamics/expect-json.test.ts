import t from 'tap'
import { expectJson } from '../../src/dynamics/expect-json.ts'
import type { Answer } from '../../src/dynamics/line.ts'
import { unavailableFor } from './scripted-api.ts'

function answer(status: number, body: string): Answer {
  return { kind: 'answer', status, headers: {}, body: new TextEncoder().encode(body) }
}

t.test('the object of a 200, nothing else', async t => {
  t.strictSame(expectJson(answer(200, '{"a":1}')), { a: 1 })
  t.throws(() => expectJson(answer(200, '{"a":')), unavailableFor(/not whole JSON/))
  t.throws(() => expectJson(answer(203, '{"a":1}')), unavailableFor(/do not expect \(203\)/))
  const lost = { kind: 'no-answer', isUnsent: false, code: 'ECONNRESET' } as const
  t.throws(() => expectJson(lost), unavailableFor(/cannot be reached/))
})
