import t from 'tap'
import { sidBytes, sidText } from '../../../src/sandbox/ldap/sid.ts'

t.test('there and back', async t => {
  const text = 'S-1-5-21-3623811015-3361044348-30300820-1013'
  t.equal(
    sidBytes(text).toString('hex'),
    '010500000000000515000000c7f7fed77c7755c8945ace01f5030000'
  )
  t.equal(sidText(sidBytes(text)), text)
  t.throws(() => sidBytes('S-1-x-1'))
})
