import t from 'tap'
import { fields, page, table } from '../../../src/http/text/table.ts'

t.test('columns line up and lines have no blanks at their ends', async t => {
  t.equal(
    table(
      ['A', 'LONG'],
      [
        ['xyz', 1],
        ['q', undefined]
      ]
    ),
    'A    LONG\nxyz  1\nq'
  )
})

t.test('fields line up; absent ones are left out', async t => {
  t.equal(
    fields([
      ['a', 1],
      ['long', false],
      ['no', undefined]
    ]),
    'a:    1\nlong: false'
  )
})

t.test('a page has its blocks apart and ends its last line', async t => {
  t.equal(page('a', '', 'b'), 'a\n\nb\n')
})

t.test('a name cannot move the cursor', async t => {
  t.equal(table(['A'], [['\u001b[2Jx\n']]), 'A\n?[2Jx?')
})
