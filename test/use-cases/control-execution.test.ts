import t from 'tap'
import type { Store } from '../../src/ports.ts'
import {
  cancelExecution,
  pauseExecution,
  resumeExecution
} from '../../src/use-cases/control-execution.ts'
import { caller, openContext, serveAll } from '../fakes/context.ts'
import { codeOf } from './decide-plan.ts'
import { hoppers, keepExecution } from './hops.ts'

const ada = caller('ada')

t.test('asked of a running execution, it shows that it is stopping', async t => {
  const { context, store } = await openContext(t, hoppers)
  serveAll(t, context)
  const executionId = await keepExecution(store)
  t.match(await pauseExecution(context, ada, executionId), { status: 'Running', stopping: true })
  t.equal(await store.executions.control(executionId), 'pause')
  const resumed = await resumeExecution(context, ada, executionId)
  t.match(resumed, { status: 'Running' })
  t.notOk(resumed.stopping)
})

t.test('a paused one goes on', async t => {
  const { context, store, work } = await openContext(t, hoppers)
  serveAll(t, context)
  const executionId = await keepExecution(store, { status: 'Paused' })
  t.match(await pauseExecution(context, ada, executionId), { status: 'Paused' })
  t.match(await resumeExecution(context, ada, executionId), { status: 'Running' })
  await work.settled('execution', executionId, 5000)
  t.match(await store.executions.get(executionId), { status: 'Succeeded' })
})

t.test('a paused one is canceled, and again', async t => {
  const { context, store, work, organization } = await openContext(t, hoppers)
  serveAll(t, context)
  const executionId = await keepExecution(store, { status: 'Paused' })
  await cancelExecution(context, ada, executionId)
  await work.settled('execution', executionId, 5000)
  t.match(await store.executions.get(executionId), { status: 'Canceled', usersRemapped: 0 })
  t.match(await cancelExecution(context, ada, executionId), { status: 'Canceled' })
  t.same(organization.writes, [])
})

t.test('resumed or canceled in the moment in which it pauses', async t => {
  for (const [deed, status] of [
    [resumeExecution, 'Succeeded'],
    [cancelExecution, 'Canceled']
  ] as const) {
    const { context, store, work } = await openContext(t, hoppers)
    serveAll(t, context)
    const executionId = await keepExecution(store)
    await store.executions.setControl(executionId, 'pause')
    await deed({ ...context, store: pausingFirst(store, executionId) }, ada, executionId)
    await work.settled('execution', executionId, 5000)
    t.match(await store.executions.get(executionId), { status, isTerminal: true })
  }
})

/** The run puts down that it paused just before anything else is made durable. */
function pausingFirst(store: Store, executionId: string): Store {
  let isFirst = true
  return {
    ...store,
    async atomically(deed) {
      const execution = isFirst ? await store.executions.get(executionId) : undefined
      isFirst = false
      if (execution) await store.executions.update({ ...execution, status: 'Paused' })
      return store.atomically(deed)
    }
  }
}

t.test('what ended while one waited for its last line is not begun again', async t => {
  const { context, store } = await openContext(t, hoppers)
  const executionId = await keepExecution(store, { status: 'Paused' })
  const paused = await store.executions.get(executionId)
  const started: string[] = []
  const work = {
    ...context.work,
    start: async (_: string, id: string) => started.push(id) > 0,
    async settled() {
      if (paused) await store.executions.update({ ...paused, status: 'Canceled', isTerminal: true })
    }
  }
  const answer = await resumeExecution({ ...context, work }, ada, executionId)
  t.match(answer, { status: 'Canceled', isTerminal: true })
  t.same(started, [])
})

t.test('a rehearsal is canceled, but neither paused nor resumed', async t => {
  const { context, store } = await openContext(t, hoppers)
  const executionId = await keepExecution(store, { mode: 'rehearse' })
  for (const deed of [pauseExecution, resumeExecution]) {
    t.equal(await codeOf(deed(context, ada, executionId)), 'not-possible-now')
  }
  t.equal(await store.executions.control(executionId), 'run')
  t.match(await cancelExecution(context, ada, executionId), { stopping: true })
})

t.test('what is being canceled is neither paused nor resumed', async t => {
  const { context, store } = await openContext(t, hoppers)
  const executionId = await keepExecution(store)
  await cancelExecution(context, ada, executionId)
  for (const deed of [pauseExecution, resumeExecution]) {
    t.equal(await codeOf(deed(context, ada, executionId)), 'not-possible-now')
  }
  t.equal(await store.executions.control(executionId), 'cancel')
  t.match(await cancelExecution(context, ada, executionId), { stopping: true })
})

t.test('what has ended cannot be stopped or resumed', async t => {
  const { context, store } = await openContext(t, hoppers)
  serveAll(t, context)
  const executionId = await keepExecution(store, { status: 'Succeeded', isTerminal: true })
  for (const deed of [pauseExecution, resumeExecution, cancelExecution]) {
    t.equal(await codeOf(deed(context, ada, executionId)), 'not-possible-now')
  }
  const nowhere = crypto.randomUUID()
  t.equal(await codeOf(pauseExecution(context, ada, nowhere)), 'execution-not-found')
})
