import t from 'tap'
import { sidBytes, sidText } from '../../src/active-directory/sid.ts'

const cases: readonly [hex: string, text: string, why: string][] = [
  ['010100000000000512000000', 'S-1-5-18', 'one sub-authority'],
  [
    '010500000000000515000000a065cf7e784b9b5fe77c8770091c0100',
    'S-1-5-21-2127521184-1604012920-1887927527-72713',
    'the example of Microsoft'
  ],
  ['0101000000000005ffffffff', 'S-1-5-4294967295', 'unsigned'],
  ['010000000000000f', 'S-1-15', 'no sub-authority'],
  ['010180000000000001000000', 'S-1-0x800000000000-1', 'a wide authority is hexadecimal']
]
for (const [hex, text, why] of cases) {
  const bytes = Buffer.from(hex, 'hex')
  t.equal(sidText(bytes), text, why)
  t.same(sidBytes(text), bytes, why)
  t.same(sidBytes(text.toLowerCase()), bytes, 'keys are lower case')
}

for (const hex of [
  '',
  '01',
  '020100000000000512000000',
  '0101000000000005120000',
  '01020000000000051200000000',
  `0110000000000005${'00000000'.repeat(16)}`
]) {
  t.equal(sidText(Buffer.from(hex, 'hex')), undefined, hex)
}
for (const text of [
  '',
  'S-1',
  'S-2-5-18',
  'S-1-5-',
  'S-1-5-4294967296',
  `S-1-5${'-1'.repeat(16)}`,
  'S-1-5-18)(objectClass=*'
]) {
  t.equal(sidBytes(text), undefined, text)
}
