import t from 'tap'
import { isHop, type Move } from '../../src/planning/move.ts'

const move: Move = {
  systemUserId: 'u',
  fullName: 'Anna Smith',
  domainName: 'contoso.test\\asmith',
  nameKey: 'contoso\\asmith',
  objectGuid: 'g',
  toDomainName: 'CONTOSO\\amiller',
  toNameKey: 'contoso\\amiller',
  toObjectGuid: 'h'
}

t.test('a move hops by its names in the form in which they compare', async t => {
  t.equal(isHop(move), false)
  t.equal(isHop({ ...move, toObjectGuid: 'g' }), true)
  t.equal(isHop({ ...move, toDomainName: 'CONTOSO\\ASmith', toNameKey: 'contoso\\asmith' }), true)
  t.equal(isHop({ ...move, isDisputed: true }), true, 'as if the link were not known')
  const { objectGuid, ...unknown } = move
  t.equal(objectGuid, 'g')
  t.equal(isHop(unknown), true)
})
