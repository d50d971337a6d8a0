import t from 'tap'
import {
  placeholderMark,
  readPlaceholderMark
} from '../../src/active-directory/placeholder-mark.ts'
import { madeFor } from './open-unit.ts'

const mark = placeholderMark(madeFor)
const read = (description?: string | string[]) =>
  readPlaceholderMark({ dn: 'CN=x', ...(description !== undefined && { description }) })

t.strictSame(read(mark), madeFor)
t.strictSame(read([mark]), madeFor, 'description may hold several')
t.ok(mark.length <= 1024, 'rangeUpper of description')

for (const other of [undefined, [], '', 'Made by relink', `Copy of: ${mark}`, mark.slice(0, 60)]) {
  t.equal(read(other), undefined, String(other))
}
