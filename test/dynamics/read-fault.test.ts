import t from 'tap'
import type { Answer } from '../../src/dynamics/line.ts'
import { readFault } from '../../src/dynamics/read-fault.ts'

function answer(body: unknown): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { kind: 'answer', status: 500, headers: {}, body: new TextEncoder().encode(text) }
}

t.test('codes in all their spellings', async t => {
  const spellings: [unknown, string | undefined][] = [
    ['0x80041d2c', '0x80041d2c'],
    ['0x80041D2C', '0x80041d2c'],
    ['80041d2c', '0x80041d2c'],
    ['-2147214036', '0x80041d2c'],
    [-2147214036, '0x80041d2c'],
    ['', undefined],
    ['0x0', undefined],
    ['BadRequest', undefined],
    [null, undefined],
    [undefined, undefined]
  ]
  for (const [code, expected] of spellings) {
    const fault = readFault(answer({ error: { code, message: 'words' } }))
    t.equal(fault.code, expected, String(code))
    t.match(fault, { status: 500, text: 'words', isWebApi: true })
  }
})

t.test('a code in the text is the same in every language', async t => {
  const texts: [string, string | undefined][] = [
    ['SecLib::AccessCheckEx. Rückgabe hr = -2147187962, ObjectID: 1', '0x80048306'],
    ['Fehler (0x80041D2A).', '0x80041d2a'],
    ['Call +49 2147187962 or 12147187962', undefined]
  ]
  for (const [message, expected] of texts) {
    t.equal(readFault(answer({ error: { code: '', message } })).code, expected, message)
  }
})

t.test('other bodies', async t => {
  const none = { status: 500, text: '', isWebApi: false }
  t.strictSame(readFault(answer({ Message: 'no route' })), { ...none, text: 'no route' })
  t.strictSame(readFault(answer('<html>0x80041d2c</html>')), none)
  t.strictSame(readFault(answer('')), none)
  t.strictSame(readFault(answer({ error: 'odd' })), none)
  const nested = { error: { code: '', message: { lang: 'de', value: 'Worte' } } }
  t.match(readFault(answer(nested)), { text: 'Worte', isWebApi: true })
})

t.test('the stack is not looked at', async t => {
  const innererror = { message: 'LookupAccountNameW failed', stacktrace: '0x80041d2c' }
  const fault = readFault(answer({ error: { code: '', message: 'words', innererror } }))
  t.strictSame(fault, { status: 500, text: 'words', isWebApi: true })
})
