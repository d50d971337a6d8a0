import t from 'tap'
import { newKeys } from '../../src/planning/new-keys.ts'

t.test('each kind of key by itself', async t => {
  const keys = (...names: string[]) => ({
    guids: new Set(names),
    sids: new Set(names),
    logonNames: new Set(names),
    addresses: new Set(names),
    employeeIds: new Set(names)
  })
  t.strictSame(newKeys(keys('a', 'b'), keys('b', 'c')), keys('a'))
  const mail = { ...keys(), addresses: new Set(['a']) }
  t.strictSame(newKeys(keys('a'), mail), { ...keys('a'), addresses: new Set() })
})
