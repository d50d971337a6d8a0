import t from 'tap'
import { wrap } from '../../../src/http/text/wrap.ts'

t.test('breaks at blanks, never inside a word', async t => {
  t.same(wrap('one two three', 7), ['one two', 'three'])
  t.same(wrap('one two three', 80), ['one two three'])
  t.same(wrap('one incomprehensibilities two', 7), ['one', 'incomprehensibilities', 'two'])
  t.same(wrap('', 7), [''])
  t.same(wrap(' one  two ', 4), ['one', 'two'])
})
