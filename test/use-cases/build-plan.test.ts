import t from 'tap'
import { toMove } from '../../src/planning/to-move.ts'
import { buildPlan } from '../../src/use-cases/build-plan.ts'
import { gatherRecords } from '../../src/use-cases/gather-records.ts'
import { accountOf, guidOf, idOf, openContext, userOf } from '../fakes/context.ts'
import { hoppers, placeholder } from './hops.ts'

t.test('what the planner gets wrong is never answered', async t => {
  const users = [userOf(1), userOf(2, { domainName: 'CONTOSO\\new1' })]
  const { context } = await openContext(t, { ...hoppers, users })
  const records = await gatherRecords(context, AbortSignal.timeout(5000))
  const build = (states: typeof records.states) => {
    const moves = states.slice(0, 1).map(state => toMove(state, accountOf('CONTOSO\\new1', 1)))
    const pool = [{ account: placeholder, objectGuid: guidOf(90), status: 'free' as const }]
    return buildPlan(context, { ...records, states }, moves, [], pool, {
      planId: idOf(77),
      createdBy: 'planner'
    })
  }
  const misread = records.states.with(1, { ...userOf(2), ...records.states[1], nameKey: 'other' })
  t.throws(() => build(misread), { code: 'internal-error', details: { detail: /own check/ } })
  t.match(build(records.states.slice(0, 1)), { stepCount: 2 }, 'without that record it is legal')
})
