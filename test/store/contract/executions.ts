import type { Test } from 'tap'
import type { JournalEntry } from '../../../src/model/execution.ts'
import { everything, execution, intent, kept, plan, step } from '../samples.ts'
import type { Open } from '../store-contract.ts'

export async function executionsContract(t: Test, open: Open): Promise<void> {
  await t.test('an execution comes back as it was added, absent fields absent', async t => {
    const store = await open(t)
    const bare = await kept(store, { status: 'Succeeded' })
    const full = await kept(store, { stopping: true, changeNumber: 'CHG1', parkedSecondsMax: 1.5 })
    t.strictSame(await store.executions.get(bare.executionId), bare)
    t.strictSame(await store.executions.get(full.executionId), full)
    t.equal(await store.executions.get('no such execution'), undefined)
  })

  await t.test('update replaces the whole execution but not its control', async t => {
    const store = await open(t)
    const running = await kept(store, { stopping: true })
    await store.executions.setControl(running.executionId, 'pause')
    const { stopping: _, ...rest } = running
    const done = { ...rest, status: 'Succeeded' as const, isTerminal: true }
    await store.executions.update(done)
    t.strictSame(await store.executions.get(running.executionId), done)
    t.strictSame((await store.executions.list({ status: 'Succeeded' }, everything)).rows, [done])
    t.equal(await store.executions.control(running.executionId), 'pause')
    const unknown = execution(running.planId)
    await t.rejects(store.executions.update(unknown), { code: 'execution-not-found' })
  })

  await t.test('executions are listed newest first, filtered and in pages', async t => {
    const store = await open(t)
    const first = await kept(store, { status: 'Failed', changeNumber: 'CHG1' })
    const second = await kept(store, { status: 'Succeeded', mode: 'rehearse' })
    const third = await kept(store, { status: 'Succeeded', changeNumber: 'CHG1' })
    const found = async (filter: Parameters<typeof store.executions.list>[0]) =>
      (await store.executions.list(filter, everything)).rows
    t.strictSame(await found({}), [third, second, first])
    t.strictSame(await found({ status: 'Succeeded' }), [third, second])
    t.strictSame(await found({ changeNumber: 'CHG1' }), [third, first])
    t.strictSame(await found({ planId: first.planId }), [first])
    t.strictSame(await found({ mode: 'rehearse' }), [second])
    t.strictSame(await found({ mode: 'rehearse', changeNumber: 'CHG1' }), [])
    t.strictSame(await store.executions.list({}, { offset: 1, limit: 1 }), {
      rows: [second],
      totalCount: 3
    })
  })

  await t.test('one unfinished execution per organization, a paused one included', async t => {
    const store = await open(t)
    const { executions } = store
    const first = await kept(store, { status: 'NotStarted' })
    const attempt = (more = {}) => executions.add(execution(first.planId, more))
    t.equal(await attempt(), false)
    t.equal(await attempt({ mode: 'rollback' }), false)
    await executions.update({ ...first, status: 'Paused' })
    t.equal(await attempt(), false)
    t.equal(await attempt({ organizationId: 'another' }), true)
    for (const status of ['Succeeded', 'Failed', 'Canceled'] as const) {
      await executions.update({ ...first, status, isTerminal: true })
      const next = execution(first.planId)
      t.equal(await executions.add(next), true, `after one that is ${status}`)
      await executions.update({ ...next, status, isTerminal: true })
    }
  })

  await t.test('rehearsals never block, and are never blocked', async t => {
    const store = await open(t)
    await kept(store, { mode: 'rehearse' })
    await kept(store, { mode: 'execute' })
    await kept(store, { mode: 'rehearse' })
    t.equal((await store.executions.list({}, everything)).totalCount, 3)
  })

  await t.test('of callers that race for an organization, one wins', async t => {
    const { plans, executions } = await open(t)
    const own = plan()
    await plans.add(own)
    const racing = Array.from({ length: 10 }, () => executions.add(execution(own.planId)))
    const won = (await Promise.all(racing)).filter(Boolean)
    t.equal(won.length, 1)
    t.equal((await executions.list({}, everything)).totalCount, 1)
  })

  await t.test('the same execution twice, or one without a plan, is refused', async t => {
    const store = await open(t)
    const own = await kept(store, { status: 'Succeeded' })
    await t.rejects(store.executions.add(own))
    await t.rejects(store.executions.add(execution('no such plan')))
  })

  await t.test('unfinished executions are neither ended nor paused, oldest first', async t => {
    const store = await open(t)
    const statuses = ['NotStarted', 'Paused', 'Succeeded', 'Failed', 'Canceled', 'Running'] as const
    for (const status of statuses) await kept(store, { status, mode: 'rehearse' })
    t.strictSame(
      (await store.executions.unfinished()).map(one => one.status),
      ['NotStarted', 'Running']
    )
  })

  await t.test('control is run until something else is asked', async t => {
    const store = await open(t)
    const { executionId } = await kept(store)
    const { executions } = store
    t.equal(await executions.control(executionId), 'run')
    await executions.setControl(executionId, 'cancel')
    t.equal(await executions.control(executionId), 'cancel')
    await t.rejects(executions.control('unknown'), { code: 'execution-not-found' })
    await t.rejects(executions.setControl('unknown', 'run'), { code: 'execution-not-found' })
  })

  await t.test('the journal keeps every line, in order, per execution', async t => {
    const store = await open(t)
    const [own, other] = [await kept(store, { mode: 'rehearse' }), await kept(store)]
    const { executions } = store
    const lines: JournalEntry[] = [intent(1), done(1), intent(2), failed(2), intent(2)]
    for (const line of lines) await executions.journal(own.executionId, line)
    await executions.journal(other.executionId, intent(9))
    t.strictSame(await executions.readJournal(own.executionId), lines)
    t.strictSame(await executions.readJournal(other.executionId), [intent(9)])
    t.strictSame(await executions.readJournal('no such execution'), [])
    await t.rejects(executions.journal('no such execution', intent(1)))
  })

  await t.test('lanes that journal side by side lose no line', async t => {
    const store = await open(t)
    const { executionId } = await kept(store)
    const steps = Array.from({ length: 50 }, (_, index) => index + 1)
    await Promise.all(steps.map(one => store.executions.journal(executionId, intent(one))))
    const lines = await store.executions.readJournal(executionId)
    t.strictSame(
      lines.map(line => line.step).toSorted((a, b) => a - b),
      steps
    )
  })

  await t.test('parks name who was parked where by which execution', async t => {
    const { plans, executions } = await open(t)
    const park02 = { toDomainName: 'CONTOSO\\park-02', toObjectGuid: 'guid-of-park-02' }
    const own = plan({ steps: [step(1), step(2), step(3, park02)] })
    await plans.add(own)
    await plans.add(plan())
    const first = execution(own.planId, { status: 'Canceled' })
    const second = execution(own.planId, { mode: 'rollback' })
    for (const one of [first, second, execution(own.planId, { mode: 'rehearse' })])
      await executions.add(one)
    const expected = [first, second].flatMap(({ executionId }) => [
      { executionId, systemUserId: 'user-1', placeholder: 'CONTOSO\\crm-park-01' },
      {
        executionId,
        systemUserId: 'user-2',
        placeholder: 'CONTOSO\\park-02',
        objectGuid: 'guid-of-park-02'
      }
    ])
    t.strictSame(await executions.parks(), expected)
  })
}

function done(step: number): JournalEntry {
  const { systemUserId, at } = intent(step)
  return { step, systemUserId, at, event: 'done', domainName: 'A\\b', changedFields: [] }
}

function failed(step: number): JournalEntry {
  const { systemUserId, at } = intent(step)
  const detail = 'It changed.'
  return {
    step,
    systemUserId,
    at,
    event: 'failed',
    code: 'changed-since-planned',
    detail,
    retryable: false
  }
}
