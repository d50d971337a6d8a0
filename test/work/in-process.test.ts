import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { Work } from '../../src/ports.ts'
import { createWork } from '../../src/work/in-process.ts'
import { fakeLog } from '../fakes/log.ts'
import { forever, serveWith } from './serve-with.ts'
import { workContract } from './work-contract.ts'

t.test('keeps the contract', t => workContract(t, async () => createWork(fakeLog())))

t.test('start returns before the work begins', async t => {
  const { work } = created(t)
  const steps: string[] = []
  serveWith(t, work, 'scan', async () => void steps.push('began'))
  const starting = work.start('scan', 'a')
  steps.push('started')
  await starting
  await work.settled('scan', 'a', 5000)
  t.strictSame(steps, ['started', 'began'])
})

t.test('an unexpected throw is logged with the name, thrown at once or later', async t => {
  const { work, log } = created(t)
  const faults: Record<string, Error> = { now: new Error('at once'), later: new Error('later') }
  serveWith(t, work, 'execution', id => {
    if (id === 'now') throw faults['now'] ?? new Error('none')
    return setTimeout(5).then(() => Promise.reject(faults[id] ?? new Error('none')))
  })
  for (const id of ['now', 'later']) await work.start('execution', id)
  for (const id of ['now', 'later']) await work.settled('execution', id, 5000)
  t.strictSame(
    log.lines.map(({ level, facts }) => ({ level, ...facts })),
    [
      { level: 'error', work: 'execution:now', err: faults['now'] },
      { level: 'error', work: 'execution:later', err: faults['later'] }
    ]
  )
})

t.test('stop aborts all, waits for them, and starts nothing more', async t => {
  const { work, log } = created(t)
  const ended: string[] = []
  const reasons: unknown[] = []
  serveWith(t, work, 'execution', async (id, signal) => {
    await forever(signal).catch((reason: unknown) => reasons.push(reason))
    await setTimeout(20)
    ended.push(id)
  })
  for (const id of ['a', 'b']) await work.start('execution', id)
  await setTimeout(5)
  const stopping = work.stop()
  t.equal(work.isStopping, true)
  await Promise.all([stopping, work.stop()])
  t.strictSame(ended, ['a', 'b'])
  t.match(reasons, [{ code: 'interrupted' }, { code: 'interrupted' }])
  await work.start('execution', 'c')
  await work.settled('execution', 'c', 5000)
  t.strictSame(ended, ['a', 'b'])
  t.strictSame(log.lines, [])
})

t.test('an interruption is no failure; a fault while stopping is', async t => {
  const { work, log } = created(t)
  const fault = new Error('a fault')
  const runs: Record<string, (signal: AbortSignal) => Promise<void>> = {
    reason: forever,
    wrapped: signal => setTimeout(60_000, undefined, { signal }),
    fault: signal => forever(signal).catch(() => Promise.reject(fault))
  }
  serveWith(t, work, 'execution', async (id, signal) => runs[id]?.(signal))
  for (const id of Object.keys(runs)) await work.start('execution', id)
  await setTimeout(5)
  await work.stop()
  const said = log.lines.map(({ level, facts }) => ({ level, ...facts }))
  t.strictSame(
    said.toSorted((a, b) => String(Object(a).work).localeCompare(String(Object(b).work))),
    [
      { level: 'error', work: 'execution:fault', err: fault },
      { level: 'info', work: 'execution:reason' },
      { level: 'info', work: 'execution:wrapped' }
    ]
  )
})

t.test('stop gives up on work that does not heed its signal, and names it', async t => {
  const { work, log } = created(t, { stopTimeoutMs: 30 })
  const deaf = Promise.withResolvers<void>()
  serveWith(t, work, 'execution', (id, signal) =>
    id === 'deaf' ? deaf.promise : forever(signal).catch(() => {})
  )
  for (const id of ['deaf', 'good']) await work.start('execution', id)
  await setTimeout(5)
  await work.stop()
  t.match(log.lines, [{ level: 'error', facts: { work: 'execution:deaf' } }])
  t.equal(log.lines.length, 1)
  deaf.resolve()
})

function created(t: Test, limits?: { stopTimeoutMs: number }) {
  const log = fakeLog()
  const work: Work = createWork(log, limits)
  t.teardown(() => work.stop())
  return { work, log }
}
