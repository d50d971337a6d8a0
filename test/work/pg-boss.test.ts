import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { createSharedWork } from '../../src/work/pg-boss.ts'
import { fakeLog } from '../fakes/log.ts'
import { startPostgres } from '../peers/postgres.ts'
import { forever, serveWith } from './serve-with.ts'
import { until, workContract } from './work-contract.ts'

t.setTimeout(180_000)

const postgres = await startPostgres(t)

if (postgres) {
  await t.test('keeps the contract', async t => {
    const url = await postgres.createDatabase()
    await workContract(t, () => createSharedWork(url, fakeLog()))
  })

  await t.test('one of two processes does it, whoever started it', async t => {
    const url = await postgres.createDatabase()
    const [one, other] = [
      await createSharedWork(url, fakeLog()),
      await createSharedWork(url, fakeLog())
    ]
    t.teardown(() => Promise.all([one.stop(), other.stop()]))
    const runs: string[] = []
    let most = 0
    let now = 0
    const run = async (id: string) => {
      runs.push(id)
      now += 1
      most = Math.max(most, now)
      await setTimeout(20)
      now -= 1
    }
    serveWith(t, one, 'scan', run, { atOnce: 1 })
    serveWith(t, other, 'scan', run, { atOnce: 1 })
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    for (const id of ids) await one.start('scan', id)
    for (const id of ids) await other.settled('scan', id, 30_000)
    t.strictSame(runs.toSorted(), ids)
    t.ok(most <= 2, 'counted over both; two that ask at the same moment may both get one')
  })

  await t.test('what one process runs, another cancels', async t => {
    const url = await postgres.createDatabase()
    const [one, other] = [
      await createSharedWork(url, fakeLog()),
      await createSharedWork(url, fakeLog())
    ]
    t.teardown(() => Promise.all([one.stop(), other.stop()]))
    let isEnded = false
    const began = Promise.withResolvers<void>()
    serveWith(t, one, 'scan', async (_, signal) => {
      began.resolve()
      await forever(signal).finally(() => (isEnded = true))
    })
    await other.start('scan', 'a')
    await began.promise
    await other.cancel('scan', 'a')
    await until(() => isEnded)
    t.equal(isEnded, true)
  })

  await t.test(
    'what fails is tried again; what a stopped process gave up, another does',
    async t => {
      const url = await postgres.createDatabase()
      const [one, other] = [
        await createSharedWork(url, fakeLog()),
        await createSharedWork(url, fakeLog())
      ]
      t.teardown(() => Promise.all([one.stop(), other.stop()]))
      let tries = 0
      serveWith(t, one, 'scan', async () => {
        tries += 1
        if (tries === 1) throw new Error('the first time')
      })
      await one.start('scan', 'a')
      await one.settled('scan', 'a', 20_000)
      t.equal(tries, 2)
      const began = Promise.withResolvers<void>()
      serveWith(t, one, 'execution', (_, signal) => {
        began.resolve()
        return forever(signal)
      })
      await one.start('execution', 'b')
      await began.promise
      await one.stop()
      const done = Promise.withResolvers<string>()
      serveWith(t, other, 'execution', async id => done.resolve(id))
      t.equal(await done.promise, 'b')
    }
  )

  await t.test('who takes over takes nothing for running that another had begun', async t => {
    const url = await postgres.createDatabase()
    const [one, other] = [
      await createSharedWork(url, fakeLog()),
      await createSharedWork(url, fakeLog())
    ]
    t.teardown(() => Promise.all([one.stop(), other.stop()]))
    await one.start('execution', 'a')
    await postgres.query(url, "update pgboss.job set state = 'active', heartbeat_on = now()")
    const taken = Promise.withResolvers<string>()
    serveWith(t, other, 'execution', async id => taken.resolve(id))
    await other.takeOver('execution')
    t.equal(await other.start('execution', 'a'), true)
    t.equal(await Promise.race([taken.promise, setTimeout(5000, 'late')]), 'a')
  })

  await t.test('while the database is away, who asks is told so', async t => {
    const work = await createSharedWork(await postgres.createDatabase(), fakeLog())
    t.teardown(() => work.stop())
    await postgres.crash()
    const away = { code: 'store-unavailable', details: { retryable: true, detail: /queues/ } }
    t.equal(await work.start('scan', 'a'), false)
    await t.rejects(work.takeOver('scan'), away)
    await t.rejects(work.cancel('scan', 'a'), away)
    await t.rejects(work.settled('scan', 'a', 1000), away)
    await postgres.start()
    let isBack = false
    for (let tries = 0; !isBack && tries < 100; tries += 1) {
      isBack = await work.settled('scan', 'a', 100).then(
        () => true,
        () => false
      )
    }
    t.ok(isBack, 'and by itself it works again')
  })

  await t.test('a database that is not there', async t => {
    const url = (await postgres.createDatabase()).replace(/\w+$/, 'nowhere')
    await t.rejects(createSharedWork(url, fakeLog()), {
      code: 'store-unavailable',
      details: { detail: /3D000/ }
    })
  })
}
