import * as fc from 'fast-check'
import t from 'tap'
import type { WrittenRow } from '../../../src/model/written-row.ts'
import { decodeText } from '../../../src/http/rows/decode-text.ts'
import { readRows } from '../../../src/http/rows/read-rows.ts'

t.test('the content type decides, in any case and with parameters', async t => {
  const text = 'systemUserId,objectGuid\nu,g'
  const json = '{"systemUserId":"u","objectGuid":"g"}'
  const fields = { systemUserId: 'u', objectGuid: 'g' }
  t.match(await readRows('text/csv', text), [{ line: 2, fields }])
  t.match(await readRows('Text/CSV ; charset=utf-8; header=present', text), [{ fields }])
  t.match(await readRows('application/x-ndjson; charset=utf-8', json), [{ line: 1, fields }])
  t.match(await readRows('application/ndjson', json), [{ line: 1, fields }])
  t.strictSame(await readRows('application/json', { value: [fields] }), [{ fields }])
  await t.rejects(readRows('application/json', text), { code: 'invalid-request' })
  await t.rejects(readRows(undefined, undefined), { code: 'invalid-request' })
})

const cell = fc
  .string({
    unit: fc.constantFrom('a', 'ä', '0', ' ', '{', '-', '\\', ',', ';', '"', '\t'),
    minLength: 1
  })
  .map(one => one.trim())
const row = fc.record({ systemUserId: cell, objectGuid: cell, domainName: cell })
const dress = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t'),
  end: fc.constantFrom('\n', '\r\n', '\r'),
  encode: fc.constantFrom(
    (text: string) => Buffer.from(text),
    (text: string) => Buffer.from(`\uFEFF${text}`),
    (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
    (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()
  ),
  isQuoted: fc.boolean(),
  hasGaps: fc.boolean()
})

t.test('the same rows are read from JSON, CSV in any dress and NDJSON', async t => {
  const rows = fc.array(row, { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(rows, dress, async (rows, { delimiter, end, encode, isQuoted, hasGaps }) => {
      const cellOf = (text: string) =>
        isQuoted || /[,;\t"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
      const names = ['systemUserId', 'objectGuid', 'domainName'] as const
      const table = [names, ...rows.map(each => names.map(name => each[name]))]
      const lines = table.map(cells => cells.map(cellOf).join(delimiter))
      const gap = hasGaps ? `${end}${end}` : end
      const csv = await readRows('text/csv', decodeText(encode(lines.join(gap))))
      const ndjson = rows.map(each => JSON.stringify(each)).join(gap)
      const json = await readRows('application/json', { value: rows })
      t.same(csv.map(withoutLine), json)
      t.same(
        (await readRows('application/x-ndjson', decodeText(encode(ndjson)))).map(withoutLine),
        json
      )
      t.same(
        csv.map(({ line }) => line),
        rows.map((_, at) => (hasGaps ? 3 + 2 * at : 2 + at))
      )
    }),
    { numRuns: 200 }
  )
})

function withoutLine(row: WrittenRow): WrittenRow {
  return 'fields' in row ? { fields: row.fields } : { unreadable: row.unreadable }
}
