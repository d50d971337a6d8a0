import t from 'tap'
import { guidBytes, guidText } from '../../../src/sandbox/ldap/guid.ts'

t.test('the first three fields are turned', async t => {
  const text = '00112233-4455-6677-8899-aabbccddeeff'
  t.equal(guidBytes(text).toString('hex'), '33221100554477668899aabbccddeeff')
  t.equal(guidText(guidBytes(`{${text.toUpperCase()}}`)), text)
  t.throws(() => guidBytes('0011'))
})
