import t from 'tap'
import { RelinkError } from '../../src/errors.ts'
import type { UserRecord } from '../../src/model/user.ts'
import type { WriteOutcome } from '../../src/ports.ts'
import { performStep, type StepWorld } from '../../src/use-cases/perform-step.ts'
import type { fakeClock } from '../fakes/clock.ts'
import { openContext, idOf, userOf } from '../fakes/context.ts'
import type { FakeOrganization, Outcome } from '../fakes/organization.ts'
import { step } from '../store/samples.ts'

const park = 'CONTOSO\\crm-park-01'
const own = step(1, { systemUserId: idOf(1), fromDomainName: 'CONTOSO\\user1', toDomainName: park })
const never = new AbortController().signal

t.test('it reads, intends and writes, in this order', async t => {
  const { run, organization, intents } = await stepOf(t)
  t.same(await run(), { event: 'done', domainName: park, changedFields: [] })
  t.equal(organization.nameOf(idOf(1)), park)
  t.same(organization.writes, [{ systemUserId: idOf(1), domainName: park, etag: 'W/"1"' }])
  t.equal(intents.length, 1)
  t.equal(intents[0]?.writesBefore, 0, 'the intent is durable before anything is sent')
})

t.test('what it holds already is not written again', async t => {
  const { run, organization, intents } = await stepOf(t)
  organization.rename(idOf(1), 'contoso\\CRM-PARK-01')
  t.match(await run(), { event: 'done' })
  t.same([organization.writes, intents], [[], []])
})

t.test('an unclear answer is settled by reading', async t => {
  const { run, organization, intents, clock } = await stepOf(t, ['unclear-but-applied'])
  t.match(await run(), { event: 'done', domainName: park })
  t.equal(organization.writes.length, 1, 'it had been applied')
  t.equal(intents.length, 1)
  t.same(clock.slept, [200])
})

t.test('an unclear answer of a write that was not applied: again, with a fresh ETag', async t => {
  const { run, organization } = await stepOf(t, [{ kind: 'unclear', detail: 'Lost.' }])
  t.match(await run(), { event: 'done' })
  t.same(
    organization.writes.map(write => write.etag),
    ['W/"1"', 'W/"1"']
  )
})

t.test('a stale ETag: read again, write again', async t => {
  const { run, organization } = await stepOf(t, [{ kind: 'stale' }, { kind: 'stale' }])
  t.match(await run(), { event: 'done' })
  t.equal(organization.writes.length, 3)
})

t.test('changed to something else after an unclear answer: hands off', async t => {
  const { run, organization } = await stepOf(t, [{ kind: 'unclear', detail: 'Lost.' }], () =>
    organization.rename(idOf(1), 'CONTOSO\\somebody.else')
  )
  const result = await run()
  t.match(result, {
    event: 'failed',
    code: 'changed-since-planned',
    retryable: false,
    domainName: 'CONTOSO\\somebody.else'
  })
  t.equal(organization.writes.length, 1)
})

t.test('busy: it waits as long as it was told', async t => {
  const { run, clock } = await stepOf(t, [{ kind: 'busy', retryAfterMs: 7000, detail: 'x' }])
  t.match(await run(), { event: 'done' })
  t.same(clock.slept, [7000])
})

t.test('what stays unclear ends at the deadline, and no wait goes beyond it', async t => {
  const cases: readonly (readonly [WriteOutcome, string])[] = [
    [{ kind: 'unclear', detail: 'Lost.' }, 'organization-unavailable'],
    [{ kind: 'busy', retryAfterMs: 5000, detail: 'x' }, 'organization-unavailable'],
    [{ kind: 'stale' }, 'organization-unavailable'],
    [{ kind: 'name-unknown', detail: '0x80041d2a' }, 'name-unknown-to-dynamics']
  ]
  for (const [outcome, code] of cases) {
    const { run, clock } = await stepOf(t, Array<Outcome>(1000).fill(outcome))
    t.match(await run(), { event: 'failed', code, retryable: true }, outcome.kind)
    const sum = clock.slept.reduce((all, ms) => all + ms, 0)
    t.ok(sum > 100_000 && sum <= 120_000, `${outcome.kind}: ${sum} ms`)
  }
})

t.test('an unclear answer that took all of the time is settled by a last reading', async t => {
  for (const [outcome, expected] of [
    ['unclear-but-applied', { event: 'done', domainName: park }],
    [
      { kind: 'unclear', detail: 'Lost.' },
      { event: 'failed', code: 'organization-unavailable' }
    ]
  ] as const) {
    const { run, organization, clock } = await stepOf(t, [outcome], () => clock.advance(120_000))
    t.match(await run(), expected)
    t.equal(organization.writes.length, 1)
    t.same(clock.slept, [])
  }
})

t.test('nor can be read', async t => {
  const { run, organization, clock } = await stepOf(t, ['unclear-but-applied'], () => {
    clock.advance(120_000)
    organization.readFaults.push(down)
  })
  t.match(await run(), { event: 'failed', code: 'organization-unavailable', retryable: true })
})

t.test('a wait longer than what is left is not begun', async t => {
  const { run, clock } = await stepOf(t, [
    { kind: 'busy', retryAfterMs: 120_001, detail: 'Nobody knows us.' }
  ])
  t.match(await run(), {
    event: 'failed',
    code: 'organization-unavailable',
    detail: /^Nobody knows us\./
  })
  t.same(clock.slept, [])
})

t.test('what will never work is not tried again', async t => {
  const cases: readonly (readonly [WriteOutcome, string])[] = [
    [{ kind: 'account-held', detail: 'x' }, 'account-held-by-another-user'],
    [{ kind: 'refused', detail: 'x' }, 'refused-by-dynamics'],
    [{ kind: 'user-not-found' }, 'user-not-found']
  ]
  for (const [outcome, code] of cases) {
    const { run, organization, clock } = await stepOf(t, [outcome])
    t.match(await run(), { event: 'failed', code, retryable: false }, outcome.kind)
    t.equal(organization.writes.length, 1)
    t.same(clock.slept, [])
  }
})

t.test('a write that the server took but shows otherwise', async t => {
  const user: UserRecord = { ...userOf(1), domainName: 'CONTOSO\\other', person: {} }
  const { run } = await stepOf(t, [{ kind: 'written', user }])
  t.match(await run(), { event: 'failed', code: 'read-back-disagrees', retryable: false })
})

t.test('a reading that fails is tried again', async t => {
  const { run, organization, clock } = await stepOf(t)
  organization.readFaults.push(down, down, down)
  t.match(await run(), { event: 'done' })
  t.same(clock.slept, [200, 400, 800])
})

t.test('a fault of the store is no outcome', async t => {
  const full = new RelinkError('store-unavailable', { detail: 'The disk is full.' })
  const { run, organization } = await stepOf(t, [], () => {
    throw full
  })
  await t.rejects(run(), full)
  t.same(organization.writes, [])
})

t.test('after the wait for its turn the target is looked at, not before', async t => {
  const { context, organization } = await openContext(t, { users: [userOf(1)] })
  const order: string[] = []
  const world: StepWorld = {
    ...worldOf(organization),
    pace: async () => void order.push('pace'),
    targetFault: async () => void order.push('look')
  }
  await performStep(context, world, own, never)
  t.same(order, ['pace', 'look'])
})

t.test('a fault of our own is not taken for one of the organization', async t => {
  const { run, organization } = await stepOf(t)
  organization.readFaults.push(new TypeError('a bug'))
  await t.rejects(run(), TypeError)
})

t.test('a target that went to somebody else: nothing is intended', async t => {
  const { run, organization, intents } = await stepOf(t, [], undefined, 'It is gone.')
  t.match(await run(), {
    event: 'failed',
    code: 'target-changed-since-planned',
    detail: 'It is gone.'
  })
  t.same([organization.writes, intents], [[], []])
})

t.test('an intent that could not be kept: nothing is sent', async t => {
  const { run, organization } = await stepOf(t, [], () => {
    throw new Error('disk full')
  })
  await t.rejects(run(), /disk full/)
  t.same(organization.writes, [])
})

t.test('an abort between intent and outcome throws, so that nothing is journaled', async t => {
  const abort = new AbortController()
  const { run, organization } = await stepOf(t, [], () => abort.abort(new Error('stopping')))
  await t.rejects(run(abort.signal), /stopping/)
  t.same(organization.writes, [])
})

t.test(
  'fields that Dynamics overwrote are reported against the first look at the person',
  async t => {
    const changed = { ...userOf(1), domainName: park, person: { lastname: 'Other' } }
    const { run } = await stepOf(t, [{ kind: 'written', user: changed }])
    t.match(await run(), { event: 'done', changedFields: ['lastname'] })
    const { run: again } = await stepOf(t, [], undefined, undefined, { lastname: 'Before' })
    t.match(await again(), { event: 'done', changedFields: ['lastname'] })
  }
)

const down = new RelinkError('organization-unavailable', { detail: 'It does not answer.' })

t.test('the first look counts, also when an answer was lost in between', async t => {
  const { context, organization, clock } = await openContext(t, { users: [userOf(1)] })
  organization.outcomes.push('unclear-but-applied')
  organization.readFaults.push(undefined, down)
  const overwriting = {
    ...clock,
    async sleep(ms: number, signal: AbortSignal) {
      organization.changePerson(idOf(1), { lastname: 'Overwritten' })
      return clock.sleep(ms, signal)
    }
  }
  const world = worldOf(organization)
  const result = await performStep({ ...context, clock: overwriting }, world, own, never)
  t.match(result, { event: 'done', changedFields: ['lastname'] })
})

t.test('a failure that an abort caused is no outcome, not even when time is up', async t => {
  const abort = new AbortController()
  const { context, organization } = await openContext(t, {
    users: [userOf(1)],
    policy: { settleTimeoutMs: 0 }
  })
  const world = {
    ...worldOf(organization),
    targetFault: async () => {
      abort.abort(new Error('stopping'))
      throw down
    }
  }
  await t.rejects(performStep(context, world, own, abort.signal), /stopping/)
})

interface Tried {
  readonly run: (signal?: AbortSignal) => ReturnType<typeof performStep>
  readonly organization: FakeOrganization
  readonly intents: { readonly writesBefore: number }[]
  readonly clock: ReturnType<typeof fakeClock>
}

async function stepOf(
  t: Parameters<typeof openContext>[0],
  outcomes: readonly Outcome[] = [],
  onIntent: () => void = () => {},
  targetFault?: string,
  personBefore?: Readonly<Record<string, string>>
): Promise<Tried> {
  const { context, organization, clock } = await openContext(t, { users: [userOf(1)] })
  organization.outcomes.push(...outcomes)
  const intents: { readonly writesBefore: number }[] = []
  const world: StepWorld = {
    ...worldOf(organization),
    targetFault: async () => targetFault,
    async recordIntent() {
      intents.push({ writesBefore: organization.writes.length })
      onIntent()
    },
    ...(personBefore && { personBefore })
  }
  const run = (signal = never) => performStep(context, world, own, signal)
  return { run, organization, intents, clock }
}

function worldOf(organization: FakeOrganization): StepWorld {
  return {
    organization,
    key: name => name.toLowerCase(),
    targetFault: async () => undefined,
    pace: async () => {},
    recordIntent: async () => {}
  }
}
