import t from 'tap'
import { onBehalfOf } from '../../src/http/on-behalf-of.ts'

t.test('free text is trimmed, and read as UTF-8 where it is', async t => {
  t.equal(onBehalfOf(undefined), undefined)
  t.equal(onBehalfOf('  '), undefined)
  t.equal(onBehalfOf(' INC1 for Jane '), 'INC1 for Jane')
  t.equal(onBehalfOf(Buffer.from('José Łuk').toString('latin1')), 'José Łuk')
  t.equal(onBehalfOf('Jos\u00e9'), 'José', 'Latin-1 stays what it is')
  t.equal(onBehalfOf('x'.repeat(200))?.length, 200)
})

t.test('what could fake a line of the trail is refused', async t => {
  for (const bad of ['a\tb', 'a\u0085b', 'x'.repeat(201)]) {
    t.throws(() => onBehalfOf(bad), { code: 'invalid-request' }, JSON.stringify(bad))
  }
  const separator = Buffer.from('a\u2028b').toString('latin1')
  t.throws(() => onBehalfOf(separator), { code: 'invalid-request' })
})
