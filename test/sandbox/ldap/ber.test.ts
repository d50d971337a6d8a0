import t from 'tap'
import {
  elementSize,
  readElement,
  readElements,
  readNumber,
  writeElement,
  writeNumber,
  writeOctets
} from '../../../src/sandbox/ldap/ber.ts'

t.test('numbers come back, in the fewest bytes', async t => {
  const sizes = { 0: 3, 127: 3, 128: 4, 255: 4, 32_767: 4, 65_536: 5, 2_147_483_647: 6 }
  for (const [value, size] of Object.entries(sizes)) {
    const bytes = writeNumber(Number(value))
    t.equal(bytes.length, size, value)
    t.equal(readNumber(readElement(bytes)), Number(value))
  }
  t.equal(readNumber(readElement(writeNumber(-1))), -1)
})

t.test('lengths of every form', async t => {
  for (const length of [0, 127, 128, 255, 256, 65_535, 65_536, 20_000_000]) {
    const bytes = writeOctets(Buffer.alloc(length, 7))
    t.equal(readElement(bytes)?.content.length, length)
    t.equal(readElement(bytes.subarray(0, -1)), undefined, 'more bytes are needed')
    t.equal(elementSize(bytes), bytes.length)
  }
})

t.test('what can never be BER throws', async t => {
  t.throws(() => readElement(Buffer.from('3080', 'hex')), 'indefinite length')
  t.throws(() => readElement(Buffer.from('30850000000001', 'hex')), 'length of five bytes')
  t.throws(() => readElements(Buffer.from('0402', 'hex')), 'cut short')
  t.throws(() => readNumber({ tag: 2, content: Buffer.alloc(5) }))
  t.throws(() => readNumber(undefined))
  t.equal(readElement(writeElement(0x30))?.end, 2)
})
