import t from 'tap'
import { guidBytes, guidText } from '../../src/active-directory/guid.ts'

// [MS-DTYP] 2.3.4: the first three fields are little-endian, the rest is in order.
const bytes = Buffer.from('62cd51f0a3b24e4d9c1122334455ff00', 'hex')
const text = 'f051cd62-b2a3-4d4e-9c11-22334455ff00'

t.equal(guidText(bytes), text)
t.same(guidBytes(text), bytes)
t.same(guidBytes(text.toUpperCase()), bytes, 'whatever the case')

t.equal(guidText(bytes.subarray(1)), undefined)
t.equal(guidText(Buffer.alloc(17)), undefined)
for (const malformed of [
  '',
  `{${text}}`,
  text.slice(1),
  `${text}0`,
  text.replaceAll('-', ''),
  text.replace('f', 'g')
]) {
  t.equal(guidBytes(malformed), undefined, malformed)
}
