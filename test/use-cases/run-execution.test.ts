import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { RelinkError } from '../../src/errors.ts'
import type { Store } from '../../src/ports.ts'
import type { Context } from '../../src/use-cases/context.ts'
import { runExecution } from '../../src/use-cases/run-execution.ts'
import { idOf, openContext } from '../fakes/context.ts'
import { hoppers, keepExecution, placeholder, strandedJournal } from './hops.ts'

t.test('every user is mapped, through one placeholder, one after the other', async t => {
  const { context, store, organization } = await openContext(t, hoppers)
  const executionId = await keepExecution(store)
  await ran(context, executionId)
  t.match(await store.executions.get(executionId), { status: 'Succeeded', usersRemapped: 2 })
  t.same(
    organization.writes.map(write => write.domainName),
    [placeholder, 'CONTOSO\\new1', placeholder, 'CONTOSO\\new2']
  )
})

t.test('a pause that is taken back while the run ends does not end it', async t => {
  const { context, store, organization } = await openContext(t, hoppers)
  const executionId = await keepExecution(store)
  await store.executions.setControl(executionId, 'pause')
  await ran({ ...context, store: takenBack(store) }, executionId)
  t.match(await store.executions.get(executionId), { status: 'Succeeded', usersRemapped: 2 })
  t.equal(organization.writes.length, 4)
})

t.test('progress is kept now and then, and at the end', async t => {
  const { context, store } = await openContext(t, hoppers)
  const executionId = await keepExecution(store)
  const kept: number[] = []
  const executions = {
    ...store.executions,
    async update(execution: Parameters<typeof store.executions.update>[0]) {
      kept.push(execution.usersRemapped)
      await store.executions.update(execution)
    }
  }
  await ran({ ...context, store: { ...store, executions } }, executionId)
  t.same(kept, [0], 'the clock stands still')
  t.match(await store.executions.get(executionId), { usersRemapped: 2 })
})

/** Whoever reads 'pause' acts on it, and by then it is taken back. */
function takenBack(store: Store): Store {
  return {
    ...store,
    executions: {
      ...store.executions,
      async control(executionId) {
        const control = await store.executions.control(executionId)
        if (control === 'pause') await store.executions.setControl(executionId, 'run')
        return control
      }
    }
  }
}

t.test('a plan of another organization is never begun', async t => {
  const { context, store, organization } = await openContext(t, hoppers)
  const executionId = await keepExecution(store)
  await ran(elsewhere(context), executionId)
  t.match(await store.executions.get(executionId), { status: 'Failed', failureCode: 'not-started' })
  t.same(organization.writes, [])
})

t.test('an outage at the start uses no approved plan up', async t => {
  for (const [retryable, status] of [
    [true, 'Approved'],
    [false, 'Executed']
  ] as const) {
    const { context, store, organization } = await openContext(t, hoppers)
    const executionId = await keepExecution(store)
    const down = new RelinkError('organization-unavailable', { detail: 'Down.', retryable })
    const away = { ...organization, identify: () => Promise.reject(down) }
    await ran({ ...context, organization: away }, executionId)
    const ended = await store.executions.get(executionId)
    t.match(ended, { status: 'Failed', failureDetail: 'Nothing was written. Down.' })
    t.equal((await store.plans.get(ended?.planId ?? ''))?.status, status)
  }
})

t.test('a step that breaks ends the run, whatever is being waited for', async t => {
  const { context, store, organization } = await openContext(t, hoppers)
  const executionId = await keepExecution(store)
  const bug = new TypeError('a bug')
  const broken = { ...organization, writeDomainName: () => Promise.reject(bug) }
  const slow = {
    ...store,
    executions: {
      ...store.executions,
      async update(execution: Parameters<typeof store.executions.update>[0]) {
        await setTimeout(50)
        return store.executions.update(execution)
      }
    }
  }
  await t.rejects(ran({ ...context, store: slow, organization: broken }, executionId), bug)
  t.match(await store.executions.get(executionId), { status: 'Running' })
})

t.test('an execution under way waits until the service is back at its organization', async t => {
  const { context, store, organization } = await openContext(t, hoppers)
  const executionId = await keepExecution(store, {}, strandedJournal.slice(0, 2))
  organization.rename(idOf(1), placeholder)
  await t.rejects(ran(elsewhere(context), executionId), { code: 'scan-of-another-organization' })
  t.match(await store.executions.get(executionId), { status: 'Running', isTerminal: false })
  t.same(organization.writes, [])
  await ran(context, executionId)
  t.match(await store.executions.get(executionId), { status: 'Succeeded' })
})

function elsewhere(context: Context): Context {
  const { organization } = context
  const identify = async (signal: AbortSignal) => ({
    ...(await organization.identify(signal)),
    organizationId: 'another'
  })
  return { ...context, organization: { ...organization, identify } }
}

t.test('a stop in the middle leaves it Running, and the next run ends it', async t => {
  const { context, store, organization } = await openContext(t, hoppers)
  const executionId = await keepExecution(store)
  const stop = new AbortController()
  const stopping = {
    ...organization,
    async writeDomainName(...write: Parameters<typeof organization.writeDomainName>) {
      const outcome = await organization.writeDomainName(...write)
      if (organization.writes.length === 1) stop.abort()
      return outcome
    }
  }
  await runExecution({ ...context, organization: stopping }, executionId, stop.signal)
  t.match(await store.executions.get(executionId), { status: 'Running' })
  t.equal(organization.writes.length, 1)
  await ran(context, executionId)
  t.match(await store.executions.get(executionId), { status: 'Succeeded', usersRemapped: 2 })
  t.equal(organization.writes.length, 4)
})

async function ran(context: Context, executionId: string): Promise<void> {
  await runExecution(context, executionId, new AbortController().signal)
}
