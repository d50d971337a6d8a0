import { Kysely, sql } from 'kysely'
import t from 'tap'
import { postgresDialect, type Pool } from '../../../src/store/postgres/dialect.ts'

t.test('failures are explained, and a lost connection is not used again', async t => {
  const { db, released } = over(async () => Promise.reject(coded('57P01')))
  await t.rejects(sql`select 1`.execute(db), { code: 'store-unavailable' })
  t.strictSame(released, [true])
})

t.test(
  'a broken constraint is no failure of the server, and leaves the connection whole',
  async t => {
    const fault = coded('23505')
    const { db, released } = over(async () => Promise.reject(fault))
    await t.rejects(sql`select 1`.execute(db), { code: '23505' })
    t.strictSame(released, [false])
  }
)

t.test('who gets no connection is told why', async t => {
  const pool: Pool = { connect: () => Promise.reject(coded('ECONNREFUSED')), end: async () => {} }
  const db = new Kysely<object>({ dialect: postgresDialect(pool, 'db/relink') })
  await t.rejects(sql`select 1`.execute(db), {
    code: 'store-unavailable',
    details: { detail: /db\/relink/ }
  })
})

t.test('text keeps no NUL', async t => {
  const { db, asked } = over(async () => ({ command: 'SELECT', rowCount: 0, rows: [] }))
  await sql`select ${'a\0b'}, ${1}`.execute(db)
  t.strictSame(asked, [['a\uFFFDb', 1]])
})

type Query = Awaited<ReturnType<Pool['connect']>>['query']

function over(query: Query) {
  const released: boolean[] = []
  const asked: (readonly unknown[])[] = []
  const pool: Pool = {
    end: async () => {},
    connect: async () => ({
      query(text, values) {
        asked.push(values)
        return query(text, values)
      },
      release: destroy => void released.push(destroy === true)
    })
  }
  return {
    db: new Kysely<object>({ dialect: postgresDialect(pool, 'db/relink') }),
    released,
    asked
  }
}

function coded(code: string): Error {
  return Object.assign(new Error('as the server says it'), { code })
}
