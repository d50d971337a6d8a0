import t from 'tap'
import { tokenizeFilter } from '../../../src/sandbox/organization/tokenize-filter.ts'
import { id, refusalOf } from './contoso.ts'

t.test('every kind of token, where it stands', async t => {
  const filter = ` a.b_1 'it''s' ["x]","y"] ${id(1)} 2020-01-02 2020-01-02T03:04:05Z -1.5 @p1 (`
  const tokens = tokenizeFilter(filter)
  t.same(
    tokens.map(({ kind, text }) => [kind, text]),
    [
      ['word', 'a.b_1'],
      ['string', "'it''s'"],
      ['list', '["x]","y"]'],
      ['guid', id(1)],
      ['date', '2020-01-02'],
      ['date', '2020-01-02T03:04:05Z'],
      ['number', '-1.5'],
      ['alias', '@p1'],
      ['sign', '('],
      ['end', '']
    ]
  )
  for (const { text, position } of tokens) t.equal(filter.indexOf(text, position), position)
})

t.test('what is no token is refused, with its place', async t => {
  const refusal = { name: 'InvalidQuery', message: "Syntax error at position 2 in 'a #'." }
  t.match(
    refusalOf(() => tokenizeFilter('a #')),
    refusal
  )
  t.match(
    refusalOf(() => tokenizeFilter("a eq 'x")),
    { name: 'InvalidQuery' }
  )
})
