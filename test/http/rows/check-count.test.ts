import t from 'tap'
import { checkCount } from '../../../src/http/rows/check-count.ts'
import { maxLinkRows } from '../../../src/model/requests.ts'

t.test('some rows, and not too many', async t => {
  const rows = (count: number) => Array.from({ length: count })
  t.doesNotThrow(() => checkCount(rows(1)))
  t.doesNotThrow(() => checkCount(rows(maxLinkRows)))
  t.throws(() => checkCount([]), { code: 'invalid-request' })
  t.throws(() => checkCount(rows(maxLinkRows + 1)), { code: 'invalid-request' })
})
