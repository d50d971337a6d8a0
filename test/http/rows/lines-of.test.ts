import t from 'tap'
import { linesOf } from '../../../src/http/rows/lines-of.ts'

t.test('lines end in any way, empty ones are counted and left out', async t => {
  t.strictSame(linesOf('a\nb\r\n\r\n \t\nc\rd\n'), [
    { line: 1, text: 'a' },
    { line: 2, text: 'b' },
    { line: 5, text: 'c' },
    { line: 6, text: 'd' }
  ])
  t.strictSame(linesOf(''), [])
})
