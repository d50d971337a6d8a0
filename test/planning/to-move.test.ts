import t from 'tap'
import { toMove } from '../../src/planning/to-move.ts'
import { accountOf, guidOf } from '../fakes/context.ts'

t.test('a record, and the account that it should lead to', async t => {
  const state = {
    systemUserId: 'u1',
    fullName: 'Jo Doe',
    domainName: 'CONTOSO\\jdoe',
    nameKey: 'contoso\\jdoe',
    objectGuid: guidOf(1)
  }
  t.same(toMove(state, accountOf('CONTOSO\\Jo.Doe', 2)), {
    ...state,
    toDomainName: 'CONTOSO\\Jo.Doe',
    toNameKey: 'contoso\\jo.doe',
    toObjectGuid: guidOf(2)
  })
})
