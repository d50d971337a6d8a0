import t from 'tap'
import { toWrittenRow } from '../../../src/http/rows/to-written-row.ts'

t.test('an object is a row, whatever is in it', async t => {
  t.strictSame(toWrittenRow({ x: 1 }), { fields: { x: 1 } })
  for (const value of [null, 7, 'x', true, [], undefined]) {
    t.match(toWrittenRow(value), { unreadable: /must be an object/ })
  }
})
