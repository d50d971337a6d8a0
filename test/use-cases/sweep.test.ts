import t from 'tap'
import { RelinkError } from '../../src/errors.ts'
import { sweep } from '../../src/use-cases/sweep.ts'
import { idOf, openContext, serveAll } from '../fakes/context.ts'
import { everything, execution, plan, scan } from '../store/samples.ts'
import { hoppers, keepExecution, placeholder, strandedJournal } from './hops.ts'

const never = new AbortController().signal

t.test('an ended execution is taken up for who is stranded, and for nobody else', async t => {
  for (const status of ['Failed', 'Canceled'] as const) {
    const { context, store, work, organization } = await openContext(t, hoppers)
    serveAll(t, context)
    const ended = { status, isTerminal: true }
    const executionId = await keepExecution(store, ended, strandedJournal)
    organization.rename(idOf(1), placeholder)
    await sweep(context, never)
    await work.settled('execution', executionId, 5000)
    t.equal(organization.nameOf(idOf(1)), 'CONTOSO\\new1')
    t.equal(organization.nameOf(idOf(2)), 'CONTOSO\\user2', 'whoever was not begun, is not')
    const after = await store.executions.get(executionId)
    t.match(after, { status, isTerminal: true, usersRemapped: 1, usersSkipped: 1 })
    const { rows } = await store.audit.list({ action: 'map-user' }, everything)
    t.match(rows, [{ target: idOf(1), outcome: 'done' }])
  }
})

t.test('a paused execution is taken up for who is stranded, and stays paused', async t => {
  const { context, store, work, organization } = await openContext(t, hoppers)
  serveAll(t, context)
  const executionId = await keepExecution(store, { status: 'Paused' }, strandedJournal)
  await store.executions.setControl(executionId, 'pause')
  organization.rename(idOf(1), placeholder)
  await sweep(context, never)
  await work.settled('execution', executionId, 5000)
  t.equal(organization.nameOf(idOf(1)), 'CONTOSO\\new1')
  t.equal(organization.nameOf(idOf(2)), 'CONTOSO\\user2')
  t.match(await store.executions.get(executionId), { status: 'Paused', usersRemapped: 1 })
})

t.test('what still fails is tried again by the next sweep', async t => {
  const { context, store, work, organization } = await openContext(t, hoppers)
  serveAll(t, context)
  const executionId = await keepExecution(
    store,
    { status: 'Failed', isTerminal: true },
    strandedJournal
  )
  organization.rename(idOf(1), placeholder)
  organization.outcomes.push({ kind: 'refused', detail: 'Not today.' })
  await sweep(context, never)
  await work.settled('execution', executionId, 5000)
  t.equal(organization.nameOf(idOf(1)), placeholder)
  await sweep(context, never)
  await work.settled('execution', executionId, 5000)
  t.equal(organization.nameOf(idOf(1)), 'CONTOSO\\new1')
})

t.test('while one is taken up again nothing else of its organization is begun', async t => {
  const { context, store, work, organization } = await openContext(t, hoppers)
  const ended = { status: 'Failed', isTerminal: true } as const
  const executionId = await keepExecution(store, ended, strandedJournal)
  const other = plan()
  await store.plans.add(other)
  organization.rename(idOf(1), placeholder)
  const seen: unknown[] = []
  const writeDomainName: typeof organization.writeDomainName = async (...write) => {
    const { status } = (await store.executions.get(executionId)) ?? {}
    seen.push(status, await store.executions.add(execution(other.planId)))
    return organization.writeDomainName(...write)
  }
  const own = { ...context, organization: { ...organization, writeDomainName } }
  serveAll(t, own)
  await sweep(own, never)
  await work.settled('execution', executionId, 5000)
  t.same(seen, ['Running', false], 'it holds the one place')
  const after = await store.executions.get(executionId)
  t.match(after, { status: 'Failed', isTerminal: true, usersRemapped: 1 })
  t.notOk(after?.endedAs)
  t.equal(await store.executions.add(execution(other.planId)), true, 'and gives it back')
})

t.test(
  'somebody put back on a placeholder by hand is reported, and nothing is done again',
  async t => {
    const { context, store, work, organization } = await openContext(t, hoppers)
    serveAll(t, context)
    const executionId = await keepExecution(store, {}, strandedJournal.slice(0, 1))
    organization.rename(idOf(1), placeholder)
    await sweep(context, never)
    await work.settled('execution', executionId, 5000)
    const before = await store.executions.get(executionId)
    organization.rename(idOf(1), placeholder)
    for (let minute = 0; minute < 3; minute += 1) {
      await sweep(context, never)
      await work.settled('execution', executionId, 1000)
    }
    t.same(await store.executions.get(executionId), before)
    const { totalCount } = await store.audit.list({ action: 'execute-ended' }, everything)
    t.equal(totalCount, 1)
  }
)

t.test('one that waits for another organization hides nobody in this one', async t => {
  const { context, store, organization, stranded } = await openContext(t, hoppers)
  await keepExecution(store, { organizationId: 'another' })
  organization.rename(idOf(2), placeholder)
  await sweep(context, never)
  t.same(stranded, [1])
})

t.test('an unfinished execution goes on where its journal ends', async t => {
  const { context, store, work, organization } = await openContext(t, hoppers)
  serveAll(t, context)
  const executionId = await keepExecution(store, {}, strandedJournal.slice(0, 1))
  organization.rename(idOf(1), placeholder)
  await sweep(context, never)
  await sweep(context, never)
  await work.settled('execution', executionId, 5000)
  t.match(await store.executions.get(executionId), { status: 'Succeeded', usersRemapped: 2 })
  t.same(
    organization.writes.map(write => write.domainName),
    ['CONTOSO\\new1', placeholder, 'CONTOSO\\new2'],
    'the park that was applied before the crash is not repeated'
  )
})

t.test('a paused execution is left alone', async t => {
  const { context, store, work, organization } = await openContext(t, hoppers)
  serveAll(t, context)
  const executionId = await keepExecution(store, { status: 'Paused' })
  await sweep(context, never)
  await work.settled('execution', executionId, 500)
  t.same(organization.writes, [])
  t.match(await store.executions.get(executionId), { status: 'Paused' })
})

t.test('a rehearsal that was cut off ends, and hides nobody who is stranded', async t => {
  const { context, store, work, organization } = await openContext(t, hoppers)
  serveAll(t, context)
  const executionId = await keepExecution(store, { mode: 'rehearse' }, strandedJournal.slice(0, 1))
  organization.rename(idOf(2), placeholder)
  await sweep(context, never)
  await work.settled('execution', executionId, 5000)
  t.match(await store.executions.get(executionId), { status: 'Failed', failureCode: 'not-started' })
  t.same(organization.writes, [])
  const { totalCount } = await store.audit.list({ action: 'stranded-on-placeholder' }, everything)
  t.equal(totalCount, 1)
})

t.test('an unfinished scan is run again', async t => {
  const { context, store, work } = await openContext(t, hoppers)
  serveAll(t, context)
  const unfinished = scan()
  await store.scans.add(unfinished)
  await sweep(context, never)
  for (let tries = 0; tries < 500; tries += 1) {
    if ((await store.scans.get(unfinished.scanId))?.isTerminal) break
    await work.settled('scan', unfinished.scanId, 10)
  }
  t.match(await store.scans.get(unfinished.scanId), { status: 'Succeeded', usersChecked: 2 })
})

t.test('a server that cannot be asked makes it fail, to be tried again', async t => {
  const { context, organization } = await openContext(t, hoppers)
  serveAll(t, context)
  const directory = {
    ...context.directory,
    domains: () => Promise.reject(new RelinkError('directory-unavailable', { detail: 'Down.' }))
  }
  await t.rejects(sweep({ ...context, directory }, never), { code: 'directory-unavailable' })
  t.same(organization.writes, [])
})
