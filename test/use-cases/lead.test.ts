import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { RelinkError } from '../../src/errors.ts'
import type { Work } from '../../src/ports.ts'
import type { Context } from '../../src/use-cases/context.ts'
import { lead } from '../../src/use-cases/lead.ts'
import { idOf, openContext } from '../fakes/context.ts'
import { hoppers, keepExecution, placeholder, strandedJournal } from './hops.ts'

t.test('who becomes the runner goes on with what another left, at once', async t => {
  const { context, store, organization, stranded } = await opened(t)
  const executionId = await keepExecution(store, {}, strandedJournal.slice(0, 1))
  organization.rename(idOf(1), placeholder)
  const over = new AbortController()
  const leading = lead(context, over.signal)
  await ended(context, executionId)
  over.abort()
  await leading
  t.equal(stranded.at(-1), 0, 'who does not lead knows of nobody')
  t.match(await store.executions.get(executionId), { status: 'Succeeded', usersRemapped: 2 })
})

t.test('a sweep that fails is tried again', async t => {
  const { context, store, organization } = await opened(t)
  const executionId = await keepExecution(store, {}, strandedJournal.slice(0, 1))
  organization.rename(idOf(1), placeholder)
  let tries = 0
  const failing = {
    ...store,
    executions: {
      ...store.executions,
      unfinished: async () => {
        tries += 1
        if (tries === 1) throw new RelinkError('store-unavailable', { detail: 'Not now.' })
        return store.executions.unfinished()
      }
    }
  }
  const over = new AbortController()
  const leading = lead({ ...context, store: failing }, over.signal)
  await ended(context, executionId)
  over.abort()
  await leading
  t.ok(tries >= 2)
})

t.test('work that the queue does not take is offered again within seconds', async t => {
  const { context, store, organization, slept } = await opened(t)
  const executionId = await keepExecution(store, {}, strandedJournal.slice(0, 1))
  organization.rename(idOf(1), placeholder)
  let refusals = 7
  const start: Work['start'] = async (kind, id) =>
    refusals-- > 0 ? false : context.work.start(kind, id)
  const over = new AbortController()
  const leading = lead({ ...context, work: { ...context.work, start } }, over.signal)
  await ended(context, executionId)
  over.abort()
  await leading
  t.same(slept.slice(0, 8), [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000])
})

t.test('jobs that another runner left are forgotten before any is handed out', async t => {
  const { context, store } = await opened(t)
  const executionId = await keepExecution(store)
  const calls: string[] = []
  const work: Work = {
    ...context.work,
    takeOver: async kind => void calls.push(`take over ${kind}`),
    start: async (kind, id) => {
      calls.push(`start ${kind}`)
      return context.work.start(kind, id)
    }
  }
  const over = new AbortController()
  const leading = lead({ ...context, work }, over.signal)
  await ended(context, executionId)
  over.abort()
  await leading
  t.same(calls.slice(0, 2), ['take over execution', 'start execution'])
})

t.test('who is the runner no longer begins nothing more', async t => {
  const { context, store, organization } = await opened(t)
  const over = new AbortController()
  const leading = lead(context, over.signal)
  over.abort()
  await leading
  const executionId = await keepExecution(store)
  await context.work.start('execution', executionId)
  await context.work.settled('execution', executionId, 100)
  t.same(organization.writes, [])
})

/** A minute is 5 ms. */
async function opened(t: Test) {
  const { context, ...more } = await openContext(t, hoppers)
  const slept: number[] = []
  const sleep = (ms: number, signal: AbortSignal) => {
    slept.push(ms)
    return pause(signal)
  }
  return { context: { ...context, clock: { ...context.clock, sleep } }, slept, ...more }
}

async function pause(signal: AbortSignal): Promise<void> {
  await setTimeout(5, undefined, { signal })
}

async function ended({ store }: Context, executionId: string): Promise<void> {
  while (!(await store.executions.get(executionId))?.isTerminal) {
    await setTimeout(5)
  }
}
