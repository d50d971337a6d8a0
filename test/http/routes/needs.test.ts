import t from 'tap'
import { Equals, equalsOneOf, query } from '../../../src/http/routes/needs.ts'

t.test('queries are closed, and nothing in them is required', async t => {
  const schema = query({ name: Equals, kind: equalsOneOf(['a', 'b']) })
  t.match(JSON.parse(JSON.stringify(schema)), { additionalProperties: false })
  t.notOk('required' in schema)
})
