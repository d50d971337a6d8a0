import t from 'tap'
import { openSession } from '../../../src/store/postgres/open-session.ts'
import { startPostgres } from '../../peers/postgres.ts'

t.setTimeout(60_000)

const postgres = await startPostgres(t)

if (postgres) {
  await t.test('one connection, taken in turns', async t => {
    const session = await openSession(await postgres.createDatabase())
    t.teardown(() => session.drop())
    const steps: string[] = []
    const first = await session.pool.connect()
    const second = session.pool.connect().then(async client => {
      steps.push('second')
      const answer = await client.query('select pg_backend_pid() as pid', [])
      client.release()
      return answer
    })
    const own = await first.query('select pg_backend_pid() as pid', [])
    steps.push('first')
    first.release()
    t.strictSame((await second).rows, own.rows)
    t.strictSame(steps, ['first', 'second'])
  })

  await t.test('once lost it is not replaced', async t => {
    const session = await openSession(await postgres.createDatabase())
    const client = await session.pool.connect()
    client.release(true)
    await t.rejects((await session.pool.connect()).query('select 1', []))
    await t.rejects(session.query('select 1'))
  })

  await t.test('a server that is not there', async t => {
    await t.rejects(openSession('postgres://relink@127.0.0.1:1/relink'), { code: 'ECONNREFUSED' })
  })
}
