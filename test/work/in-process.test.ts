import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import type { Log } from '../../src/ports.ts'
import { createWork } from '../../src/work/in-process.ts'

t.test('start returns before the work begins, settled when it has ended', async t => {
  const { work } = created()
  const steps: string[] = []
  work.start('a', async () => {
    steps.push('began')
    await setTimeout(20)
    steps.push('ended')
  })
  steps.push('started')
  await work.settled('a', 5000)
  t.strictSame(steps, ['started', 'began', 'ended'])
})

t.test('a running name is not started twice; others are, and it is again once ended', async t => {
  const { work } = created()
  const runs: string[] = []
  const run = (name: string) => async () => {
    runs.push(name)
    await setTimeout(20)
  }
  work.start('a', run('a'))
  work.start('a', run('a again'))
  work.start('b', run('b'))
  await Promise.all([work.settled('a', 5000), work.settled('b', 5000)])
  work.start('a', run('a later'))
  await work.settled('a', 5000)
  t.strictSame(runs, ['a', 'b', 'a later'])
})

t.test('settled waits no longer than asked, and not at all for what does not run', async t => {
  const { work } = created()
  work.start('slow', signal => forever(signal))
  const start = performance.now()
  await work.settled('slow', 30)
  const waited = performance.now() - start
  t.ok(waited >= 25 && waited < 2000, `${waited}`)
  await work.settled('unknown', 600_000)
  t.ok(performance.now() - start < 2000)
  await work.stop()
})

t.test('an unexpected throw is logged with the name, thrown at once or later', async t => {
  const { work, lines } = created()
  const faults = [new Error('at once'), new Error('later')]
  work.start('at once', () => {
    throw faults[0]!
  })
  work.start('later', async () => {
    await setTimeout(5)
    throw faults[1]!
  })
  await Promise.all([work.settled('at once', 5000), work.settled('later', 5000)])
  t.strictSame(lines, [
    { level: 'error', work: 'at once', err: faults[0] },
    { level: 'error', work: 'later', err: faults[1] }
  ])
  work.start('later', async () => {})
  await work.settled('later', 5000)
  t.equal(lines.length, 2, 'and the name is free again')
})

t.test('cancel aborts the named work alone', async t => {
  const { work, lines } = created()
  const ended: string[] = []
  for (const name of ['a', 'b'])
    work.start(name, signal => forever(signal).finally(() => ended.push(name)))
  await setTimeout(5)
  work.cancel('a')
  work.cancel('unknown')
  await work.settled('a', 5000)
  t.strictSame(ended, ['a'])
  t.equal(work.isStopping, false)
  t.strictSame(lines, [{ level: 'info', work: 'a' }])
  await work.stop()
})

t.test('stop aborts all, waits for them, and starts nothing more', async t => {
  const { work, lines } = created()
  const ended: string[] = []
  const reasons: unknown[] = []
  for (const name of ['a', 'b'])
    work.start(name, async signal => {
      await forever(signal).catch((reason: unknown) => reasons.push(reason))
      await setTimeout(20)
      ended.push(name)
    })
  await setTimeout(5)
  const stopping = work.stop()
  t.equal(work.isStopping, true)
  await Promise.all([stopping, work.stop()])
  t.strictSame(ended, ['a', 'b'])
  t.match(reasons, [{ code: 'interrupted' }, { code: 'interrupted' }])
  work.start('c', async () => void ended.push('c'))
  await work.settled('c', 5000)
  t.strictSame(ended, ['a', 'b'])
  t.strictSame(lines, [])
})

t.test('an interruption is no failure; a fault while stopping is', async t => {
  const { work, lines } = created()
  const fault = new Error('a fault')
  work.start('reason', signal => forever(signal))
  work.start('wrapped', signal => setTimeout(60_000, undefined, { signal }))
  work.start('fault', signal =>
    forever(signal).catch(() => {
      throw fault
    })
  )
  await setTimeout(5)
  await work.stop()
  t.strictSame(
    lines.toSorted((a, b) => a.work.localeCompare(b.work)),
    [
      { level: 'error', work: 'fault', err: fault },
      { level: 'info', work: 'reason' },
      { level: 'info', work: 'wrapped' }
    ]
  )
})

t.test('stop gives up on work that does not heed its signal, and names it', async t => {
  const { work, lines } = created({ stopTimeoutMs: 30 })
  const deaf = Promise.withResolvers<void>()
  work.start('deaf', () => deaf.promise)
  work.start('good', signal => forever(signal).catch(() => {}))
  await setTimeout(5)
  await work.stop()
  t.strictSame(lines, [{ level: 'error', work: 'deaf' }])
  deaf.resolve()
})

interface Line {
  readonly level: string
  readonly work: string
  readonly err?: unknown
}

function created(limits?: { stopTimeoutMs: number }) {
  const lines: Line[] = []
  const at = (level: string) => (facts: object) =>
    void lines.push({ level, ...(facts as { work: string }) })
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
  return { work: createWork(log, limits), lines }
}

/** Ends by its signal alone, with the signal's reason. */
function forever(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  )
}
