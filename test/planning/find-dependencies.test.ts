import t from 'tap'
import { findDependencies } from '../../src/planning/find-dependencies.ts'
import type { Move, RecordState } from '../../src/planning/move.ts'

const record = (systemUserId: string, nameKey: string, objectGuid?: string): RecordState => ({
  systemUserId,
  fullName: systemUserId,
  domainName: nameKey,
  nameKey,
  ...(objectGuid && { objectGuid })
})

const move: Move = {
  ...record('me', 'd\\old', 'g'),
  toDomainName: 'D\\new',
  toNameKey: 'd\\new',
  toObjectGuid: 'g2'
}

const cases: [string, RecordState[], string[]][] = [
  ['nobody', [record('a', 'd\\other', 'ga')], []],
  ['the holder of the name', [record('a', 'd\\new', 'ga')], ['a']],
  ['the holder of the account', [record('a', 'd\\other', 'g2')], ['a']],
  ['a holder of both, once', [record('a', 'd\\new', 'g2')], ['a']],
  ['two holders', [record('b', 'd\\new', 'gb'), record('a', 'd\\other', 'g2')], ['a', 'b']],
  ['two of one name', [record('b', 'd\\new'), record('a', 'd\\new')], ['a', 'b']],
  ['two of one account', [record('b', 'd\\1', 'g2'), record('a', 'd\\2', 'g2')], ['a', 'b']],
  ['nobody for lack of a link', [record('a', 'd\\1'), record('b', '')], []]
]

for (const [name, others, expected] of cases) {
  t.test(`a move waits for ${name}`, async t => {
    for (const records of [
      [move, ...others],
      [...others.toReversed(), move]
    ]) {
      const holders = findDependencies([move], records).get('me') ?? []
      t.same(
        holders.map(each => each.systemUserId),
        expected
      )
    }
  })
}

t.test('a move never waits for itself', async t => {
  const same = { ...move, toNameKey: move.nameKey, toObjectGuid: 'g' }
  t.same(findDependencies([same], [same]).get('me'), [])
})
