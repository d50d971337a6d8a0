import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { lead } from '../../../src/store/postgres/lead.ts'
import { openSession, type Session } from '../../../src/store/postgres/open-session.ts'
import { fakeLog } from '../../fakes/log.ts'
import { startPostgres } from '../../peers/postgres.ts'

t.setTimeout(120_000)

const postgres = await startPostgres(t)

if (postgres) {
  await t.test('one leads; the next as soon as the session of the first ends', async t => {
    const url = await postgres.createDatabase()
    const [one, other] = [led(t, url), led(t, url)]
    await Promise.race([one.began, other.began])
    await setTimeout(1500)
    const [first, second] = one.sessions.length === 1 ? [one, other] : [other, one]
    t.equal(second.sessions.length, 0)
    const from = performance.now()
    first.sessions[0]?.drop()
    await second.began
    t.ok(performance.now() - from < 2000)
    // It can write nothing more; that it is so, its next word to the server tells.
    for (let tries = 0; first.signals[0]?.aborted === false && tries < 100; tries += 1) {
      await setTimeout(20)
    }
    t.equal(first.signals[0]?.aborted, true, 'who lost it knows')
    t.match(first.signals[0]?.reason, { code: 'interrupted' })
  })

  await t.test('who lost the lead gets it again when it is free', async t => {
    const one = led(t, await postgres.createDatabase())
    await one.began
    one.sessions[0]?.drop()
    while (one.sessions.length < 2) await setTimeout(20)
    t.equal(one.signals[1]?.aborted, false)
    t.match(one.log.lines, [
      { message: 'leading' },
      { message: 'session of the runner lost' },
      { message: 'leading' }
    ])
  })

  await t.test(
    'a process that is busy for too long gives the lead up before it is taken',
    async t => {
      const one = led(t, await postgres.createDatabase())
      await one.began
      const until = performance.now() + 5500
      while (performance.now() < until);
      await setTimeout(50)
      t.equal(one.signals[0]?.aborted, true)
    }
  )

  await t.test('work that fails is over as a whole, and begun anew', async t => {
    const url = await postgres.createDatabase()
    const signals: AbortSignal[] = []
    const stop = new AbortController()
    const leading = lead(
      {
        log: fakeLog(),
        open: () => openSession(url),
        async work(_, signal) {
          signals.push(signal)
          if (signals.length === 1) throw new Error('a part of it failed')
          await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }))
        }
      },
      stop.signal
    )
    while (signals.length < 2) await setTimeout(20)
    t.strictSame(
      signals.map(signal => signal.aborted),
      [true, false]
    )
    stop.abort()
    await leading
  })

  await t.test('it ends when it is told to, and lets the next one in', async t => {
    const url = await postgres.createDatabase()
    const one = led(t, url)
    await one.began
    await one.end()
    const other = led(t, url)
    await other.began
    t.equal(other.sessions.length, 1)
  })

  await t.test('a session that says nothing is ended by the server', async t => {
    const session = await openSession(await postgres.createDatabase())
    t.teardown(() => session.drop())
    await setTimeout(9000)
    await t.rejects(session.query('select 1'))
  })
}

function led(t: Test, url: string) {
  const sessions: Session[] = []
  const signals: AbortSignal[] = []
  const began = Promise.withResolvers<void>()
  const stop = new AbortController()
  const log = fakeLog()
  const leading = lead(
    {
      log,
      open: () => openSession(url),
      async work(session, signal) {
        sessions.push(session)
        signals.push(signal)
        began.resolve()
        await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }))
      }
    },
    stop.signal
  )
  const end = async (): Promise<void> => {
    stop.abort()
    await leading
  }
  t.teardown(end)
  return { sessions, signals, began: began.promise, log, end }
}
