import t from 'tap'
import { judgeImport } from '../../src/planning/judge-import.ts'
import { aLink } from './people.ts'

const row = (systemUserId: string, objectGuid: string) => ({ systemUserId, objectGuid })
const known = [
  aLink({ systemUserId: 'a', objectGuid: 'ga' }),
  aLink({ systemUserId: 'b', objectGuid: 'gb' })
]

t.test('new rows and changed ones are fresh; the rest is known', async t => {
  const judged = judgeImport([row('A', 'GA'), row('b', 'gb2'), row('C', 'GC')], known)
  t.same(judged, { faults: [], fresh: [row('b', 'gb2'), row('c', 'gc')], unchanged: 1 })
})

t.test('two users may change accounts with each other', async t => {
  t.same(judgeImport([row('a', 'gb'), row('b', 'ga')], known).faults, [])
})

t.test('an account that another user keeps is a conflict', async t => {
  t.match(judgeImport([row('c', 'gc'), row('d', 'GA')], known).faults, [
    { pointer: '/value/1', detail: /linked to the user a/ }
  ])
})

t.test('a user or an account named twice is a conflict', async t => {
  const pointers = (...rows: ReturnType<typeof row>[]) =>
    judgeImport(rows, []).faults.map(fault => fault.pointer)
  t.same(pointers(row('x', 'g1'), row('X', 'g2')), ['/value/1'])
  t.same(pointers(row('x', 'g1'), row('y', 'G1'), row('z', 'g2')), ['/value/1'])
})
