import t from 'tap'
import { readNdjson } from '../../../src/http/rows/read-ndjson.ts'

t.test('an object per line; what is none is told by its line', async t => {
  t.match(readNdjson('{"a":1}\r\n\r\n{"a":\n[1]\n{"a":2} {"a":3}\n'), [
    { line: 1, fields: { a: 1 } },
    { line: 3, unreadable: /not JSON/ },
    { line: 4, unreadable: /must be an object/ },
    { line: 5, unreadable: /not JSON/ }
  ])
})

t.test('nothing is no import', async t => {
  for (const text of ['', '\n \r\n']) {
    t.throws(() => readNdjson(text), { code: 'invalid-request' })
  }
})
