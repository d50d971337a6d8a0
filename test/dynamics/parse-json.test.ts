import t from 'tap'
import { isJsonObject, parseJson } from '../../src/dynamics/parse-json.ts'

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

t.test('an object, also behind a byte order mark', async t => {
  t.strictSame(parseJson(bytes('{"a":"ü"}')), { a: 'ü' })
  t.strictSame(parseJson(bytes('\uFEFF{"a":1}')), { a: 1 })
})

t.test('everything else is undefined', async t => {
  for (const text of ['', '{"a":', '<html>', '[]', 'null', '"a"', '7']) {
    t.equal(parseJson(bytes(text)), undefined, text)
  }
  const latin1 = Uint8Array.from([...bytes('{"a":"'), 0xfc, ...bytes('"}')])
  t.equal(parseJson(latin1), undefined, 'wrong bytes would change names in silence')
  t.notOk(isJsonObject([]))
})
