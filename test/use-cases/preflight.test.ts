import t, { type Test } from 'tap'
import type { Step } from '../../src/model/plan.ts'
import { preflight } from '../../src/use-cases/preflight.ts'
import { accountOf, guidOf, idOf, openContext, userOf } from '../fakes/context.ts'
import { execution, plan, step } from '../store/samples.ts'

const never = new AbortController().signal

t.test('a plan that is as the records are', async t => {
  const { answer, journal } = await held(t, {})
  t.equal(answer, undefined)
  t.same(journal, [])
})

t.test('each user who changed fails alone, and before anybody is parked', async t => {
  const users = [userOf(1, { domainName: 'CONTOSO\\other' }), userOf(2)]
  const { answer, journal } = await held(t, { users })
  t.equal(answer, undefined)
  t.match(journal, [{ step: 1, event: 'failed', code: 'changed-since-planned', retryable: false }])
  t.equal(journal.length, 1)
})

t.test('the record may spell the name otherwise', async t => {
  const users = [userOf(1, { domainName: 'contoso.test\\USER1' }), userOf(2)]
  t.same((await held(t, { users })).journal, [])
})

t.test('a record that is gone', async t => {
  const { journal } = await held(t, { users: [userOf(2), userOf(3)] })
  t.match(journal, [{ step: 1, code: 'user-not-found' }])
})

t.test('who became protected', async t => {
  const byName = await held(t, { policy: { protectedNames: ['CONTOSO\\user2'] } })
  t.match(byName.journal, [{ step: 3, code: 'user-protected' }])
  const groups = { 'CN=Board': [guidOf(1)] }
  const byGroup = await held(t, { groups, policy: { protectedGroups: ['CN=Board'] } })
  t.match(byGroup.journal, [{ step: 1, code: 'user-protected' }])
  const special = await held(t, { users: [userOf(1, { accessMode: 3 }), userOf(2)] })
  t.match(special.journal, [{ step: 1, code: 'user-protected' }])
})

t.test('a placeholder that was taken out of the pool', async t => {
  const { journal } = await held(t, { policy: { placeholders: ['CONTOSO\\another'] } })
  t.match(journal, [
    { step: 1, code: 'target-changed-since-planned' },
    { step: 3, code: 'target-changed-since-planned' }
  ])
})

t.test('limits stop everything, and nobody is failed', async t => {
  for (const policy of [{ maxPlanUsers: 1 }, { maxPlanPercent: 50 }]) {
    const { answer, journal } = await held(t, { policy })
    t.match(answer, /2 (users|of 2)/)
    t.same(journal, [])
  }
})

/** Two users, each with a hop. */
async function held(t: Test, wanted: Parameters<typeof openContext>[1]) {
  const { context, store } = await openContext(t, {
    users: [userOf(1), userOf(2)],
    accounts: [accountOf('CONTOSO\\new1', 1), accountOf('CONTOSO\\new2', 2)],
    ...wanted
  })
  const own = plan({ users: 2, steps: [...hop(1), ...hop(2)] })
  await store.plans.add(own)
  const added = execution(own.planId)
  await store.executions.add(added)
  const run = { execution: added, plan: own, journal: [] }
  const answer = await preflight(context, run, never)
  const journal = await store.executions.readJournal(added.executionId)
  t.same(run.journal, journal, 'what is in memory is on disk')
  return { answer, journal }
}

function hop(number: number): Step[] {
  const [first, second] = [number * 2 - 1, number * 2]
  const user = { systemUserId: idOf(number), fromObjectGuid: guidOf(number) }
  const park = 'CONTOSO\\crm-park-01'
  const to = { toDomainName: `CONTOSO\\new${number}`, toObjectGuid: guidOf(number) }
  return [
    step(first, { ...user, fromDomainName: `CONTOSO\\user${number}`, toDomainName: park }),
    step(second, { ...user, fromDomainName: park, ...to })
  ]
}
