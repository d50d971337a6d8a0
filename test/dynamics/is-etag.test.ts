import t from 'tap'
import { isEtag } from '../../src/dynamics/is-etag.ts'

t.test('one entity tag, never a wildcard, a list or a second header', async t => {
  for (const etag of ['W/"4711"', '"4711"', 'W/"a-b:c"']) t.ok(isEtag(etag), etag)
  for (const wrong of ['*', '"*', '', 'W/""', '4711', 'W/"1", W/"2"', 'W/"1"\r\nx: y', 7, null]) {
    t.notOk(isEtag(wrong), JSON.stringify(wrong))
  }
})
