import t from 'tap'
import {
  readElement,
  writeElement,
  writeOctets,
  type Element
} from '../../../src/sandbox/ldap/ber.ts'
import { decodeFilter } from '../../../src/sandbox/ldap/decode-filter.ts'

const decode = (bytes: Buffer) => decodeFilter(readElement(bytes) as Element)
const assertion = (tag: number) => writeElement(tag, writeOctets('cn'), writeOctets('x'))

t.test('each kind', async t => {
  const value = Buffer.from('x')
  t.same(decode(assertion(0xa3)), { kind: 'equal', attribute: 'cn', value })
  t.same(decode(assertion(0xa8)), { kind: 'equal', attribute: 'cn', value })
  t.same(decode(assertion(0xa5)), { kind: 'atLeast', attribute: 'cn', value })
  t.same(decode(assertion(0xa6)), { kind: 'atMost', attribute: 'cn', value })
  t.same(decode(writeOctets('cn', 0x87)), { kind: 'present', attribute: 'cn' })
  t.match(decode(writeElement(0xa2, assertion(0xa3))), { kind: 'not', filter: { kind: 'equal' } })
  const pieces = writeElement(0x30, writeOctets('a', 0x80), writeOctets('b', 0x81))
  t.same(decode(writeElement(0xa4, writeOctets('cn'), pieces)), {
    kind: 'substrings',
    attribute: 'cn',
    initial: 'a',
    any: ['b'],
    final: ''
  })
})

t.test('what is none throws, however deep', async t => {
  t.throws(() => decode(assertion(0xaf)))
  t.throws(() => decode(writeElement(0xa2)))
  t.throws(() => decode(writeElement(0xa3, writeOctets('cn'))))
  let deep = assertion(0xa3)
  for (let depth = 0; depth < 101; depth += 1) deep = writeElement(0xa2, deep)
  t.throws(() => decode(deep), /deep/u)
})
