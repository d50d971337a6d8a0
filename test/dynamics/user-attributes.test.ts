import t from 'tap'
import {
  personAttributes,
  recordAttributes,
  userAttributes
} from '../../src/dynamics/user-attributes.ts'

t.test('a record is read with all that either needs, nothing twice', async t => {
  const all = new Set<string>([...userAttributes, ...personAttributes])
  t.strictSame(recordAttributes.toSorted(), [...all].toSorted())
  t.equal(new Set(recordAttributes).size, recordAttributes.length)
})

t.test('what no API shows is not asked for', async t => {
  t.notOk(recordAttributes.includes('activedirectoryguid'), 'IsValidForRead is false: 400')
})
