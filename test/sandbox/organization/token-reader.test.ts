import t from 'tap'
import { tokenReader } from '../../../src/sandbox/organization/token-reader.ts'
import { refusalOf } from './contoso.ts'

t.test('tokens one after another, taken only if they are what is expected', async t => {
  const reader = tokenReader('a eq (', new Map())
  t.match(reader.peek(), { text: 'a' })
  t.notOk(reader.accept('b'))
  t.ok(reader.accept('a'))
  t.equal(refusalOf(() => reader.take('sign'))?.message, "Syntax error at position 2 in 'a eq ('.")
  t.ok(refusalOf(() => reader.take('word', 'ne')))
  t.match(reader.take('word', 'eq'), { kind: 'word', position: 2 })
  t.match(reader.take(), { kind: 'sign' })
  t.match(reader.take('end'), { text: '' })
})

t.test('an alias is what it stands for, at its own place', async t => {
  const reader = tokenReader('@a @b', new Map([['@a', "'x'"]]))
  t.same(reader.take(), { kind: 'string', text: "'x'", position: 0 })
  t.same(reader.take(), { kind: 'word', text: 'null', position: 3 })
})
