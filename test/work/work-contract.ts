import { setTimeout } from 'node:timers/promises'
import type { Test } from 'tap'
import type { Work } from '../../src/ports.ts'
import { forever, serveWith } from './serve-with.ts'

/** What every engine must keep. `open` gives one process's access to work that is all its own. */
export async function workContract(t: Test, open: () => Promise<Work>): Promise<void> {
  const opened = async (t: Test): Promise<Work> => {
    const work = await open()
    t.teardown(() => work.stop())
    return work
  }

  await t.test('what is started is done, and settled when it has ended', async t => {
    const work = await opened(t)
    const ended: string[] = []
    serveWith(t, work, 'scan', async id => {
      await setTimeout(20)
      ended.push(id)
    })
    await work.start('scan', 'a')
    await work.settled('scan', 'a', 10_000)
    t.strictSame(ended, ['a'])
  })

  await t.test('what runs is not started twice; once ended, it is again', async t => {
    const work = await opened(t)
    const runs: string[] = []
    serveWith(t, work, 'execution', async id => {
      runs.push(id)
      await setTimeout(50)
    })
    for (const id of ['a', 'a', 'b']) await work.start('execution', id)
    for (const id of ['a', 'b']) await work.settled('execution', id, 10_000)
    await work.start('execution', 'a')
    await work.settled('execution', 'a', 10_000)
    t.strictSame(runs.toSorted(), ['a', 'a', 'b'])
  })

  await t.test('what nobody serves yet waits', async t => {
    const work = await opened(t)
    await work.start('scan', 'early')
    const ran = Promise.withResolvers<string>()
    serveWith(t, work, 'scan', async id => ran.resolve(id))
    t.equal(await ran.promise, 'early')
  })

  await t.test(
    'no more side by side than asked, and one kind does not wait for another',
    async t => {
      const work = await opened(t)
      let most = 0
      let now = 0
      const run = async () => {
        now += 1
        most = Math.max(most, now)
        await setTimeout(30)
        now -= 1
      }
      serveWith(t, work, 'scan', run, { atOnce: 1 })
      const other = Promise.withResolvers<void>()
      serveWith(t, work, 'execution', async () => other.resolve())
      for (const id of ['a', 'b', 'c']) await work.start('scan', id)
      await work.start('execution', 'd')
      await other.promise
      for (const id of ['a', 'b', 'c']) await work.settled('scan', id, 20_000)
      t.equal(most, 1)
    }
  )

  await t.test(
    'settled waits no longer than asked, and not at all for what is not there',
    async t => {
      const work = await opened(t)
      serveWith(t, work, 'scan', (_, signal) => forever(signal))
      await work.start('scan', 'slow')
      const start = performance.now()
      await work.settled('scan', 'slow', 30)
      const waited = performance.now() - start
      t.ok(waited >= 25 && waited < 2000, `${waited}`)
      await work.settled('scan', 'unknown', 600_000)
      t.ok(performance.now() - start < 3000)
    }
  )

  await t.test('cancel ends what runs, and what waits, alone', async t => {
    const work = await opened(t)
    const began: string[] = []
    const ended: string[] = []
    const run = async (id: string, signal: AbortSignal) => {
      began.push(id)
      await forever(signal).finally(() => ended.push(id))
    }
    serveWith(t, work, 'scan', run, { atOnce: 1 })
    serveWith(t, work, 'execution', run)
    await work.start('execution', 'other')
    await work.start('scan', 'runs')
    await until(() => began.length === 2)
    await work.start('scan', 'waits')
    await work.cancel('scan', 'waits')
    await work.cancel('scan', 'runs')
    await work.cancel('scan', 'unknown')
    await work.settled('scan', 'runs', 10_000)
    await until(() => ended.length > 0)
    await setTimeout(50)
    t.strictSame(ended, ['runs'])
    t.strictSame(began.toSorted(), ['other', 'runs'])
    t.equal(work.isStopping, false)
  })

  await t.test('who serves no longer has ended what was under way', async t => {
    const work = await opened(t)
    const ended: string[] = []
    const began = Promise.withResolvers<void>()
    const end = serveWith(t, work, 'execution', async (id, signal) => {
      began.resolve()
      await forever(signal).catch(() => setTimeout(30))
      ended.push(id)
    })
    await work.start('execution', 'a')
    await began.promise
    await end()
    t.strictSame(ended, ['a'])
  })
}

export async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo() && tries < 2000; tries += 1) await setTimeout(10)
}
