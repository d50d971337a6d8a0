import t, { type Test } from 'tap'
import type { Link } from '../../src/model/link.ts'
import { readJournal } from '../../src/planning/read-journal.ts'
import { preflight } from '../../src/use-cases/preflight.ts'
import { guidOf, idOf, openContext, userOf } from '../fakes/context.ts'
import { execution, link, plan } from '../store/samples.ts'
import { hoppers, hops, placeholder } from './hops.ts'

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

t.test(
  'somebody nobody planned took the name: its user fails alone, and the holder is named',
  async t => {
    const stranger = userOf(3, { domainName: 'contoso.test\\NEW1', isDisabled: true })
    const { answer, journal } = await held(t, { users: [...hoppers.users, stranger] })
    t.equal(answer, undefined)
    t.match(journal, [{ step: 1, code: 'account-held-by-another-user', retryable: false }])
    t.equal(journal.length, 1)
    t.match(journal[0], { detail: /CONTOSO\\new1 .* User 3 \(contoso\.test\\NEW1\)/ })
  }
)

t.test('by the link baseline somebody holds the account, or the placeholder', async t => {
  const users = [...hoppers.users, userOf(3)]
  const linked = (number: number) => [link({ systemUserId: idOf(3), objectGuid: guidOf(number) })]
  const account = await held(t, { users }, linked(2))
  t.match(account.journal, [{ step: 3, code: 'account-held-by-another-user' }])
  t.match(account.journal[0], { detail: /link baseline.* User 3 \(CONTOSO\\user3\)/ })
  const parked = await held(t, { users }, linked(90))
  t.match(parked.journal, [{ step: 1 }, { step: 3 }])
  t.match(parked.journal[0], { detail: new RegExp(placeholder.replace('\\', '.')) })
})

t.test('limits stop everything, and nobody is failed', async t => {
  for (const policy of [{ maxPlanUsers: 1 }, { maxPlanPercent: 50 }]) {
    const { answer, journal } = await held(t, { policy })
    t.match(answer, /2 (users|of 2)/)
    t.same(journal, [])
  }
})

/** Two users, each with a hop over the one placeholder. */
async function held(t: Test, wanted: Parameters<typeof openContext>[1], links: Link[] = []) {
  const { context, store } = await openContext(t, { ...hoppers, ...wanted })
  await store.links.put(links)
  const own = plan({ users: 2, steps: [...hops] })
  await store.plans.add(own)
  const added = execution(own.planId)
  await store.executions.add(added)
  const run = { execution: added, plan: own, standing: readJournal(own.steps, []) }
  const answer = await preflight(context, run, never)
  const journal = await store.executions.readJournal(added.executionId)
  for (const { sequence } of own.steps) {
    const last = journal.findLast(entry => entry.step === sequence)
    t.same(run.standing.states(sequence).last, last, 'what is in memory is on disk')
  }
  return { answer, journal }
}
