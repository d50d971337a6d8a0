import t from 'tap'
import { fromJson, toJson } from '../../src/store/json.ts'

t.test('what goes in comes out, undefined fields absent', async t => {
  const value = { text: 'a\0b\ud800c 😀', list: [1, 2], gone: undefined }
  const { gone: _, ...rest } = value
  t.strictSame(fromJson(toJson(value)), rest)
})
