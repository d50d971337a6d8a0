import t from 'tap'
import { readJson } from '../../../src/http/rows/read-json.ts'

t.test('each entry of value is a row, good or bad', async t => {
  t.match(readJson({ value: [{ systemUserId: 'x' }, 7] }), [
    { fields: { systemUserId: 'x' } },
    { unreadable: /object/ }
  ])
})

const none: readonly (readonly [title: string, body: unknown, detail: RegExp])[] = [
  ['nothing', undefined, /The rows are missing\. Send \{"value"/],
  ['null', null, /The rows are missing/],
  ['text', 'value', /The rows are missing/],
  ['a list', [{ systemUserId: 'x' }], /no field '0'/],
  ['no value', {}, /The rows are missing/],
  ['no list', { value: {} }, /The rows are missing/],
  ['an empty list', { value: [] }, /There are no rows/],
  ['a field beside it', { value: [{}], mode: 'x' }, /no field 'mode' here/]
]
for (const [title, body, detail] of none) {
  t.test(`${title} is no import`, async t => {
    t.throws(() => readJson(body), { code: 'invalid-request', details: { detail } })
  })
}
