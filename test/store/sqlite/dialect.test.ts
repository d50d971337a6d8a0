import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import t from 'tap'
import { sqliteDialect } from '../../../src/store/sqlite/dialect.ts'

interface Schema {
  pair: { name: string; value: number | null }
}

t.test('writes, reads, upserts, returns and streams', async t => {
  const db = await opened(t)
  const { numInsertedOrUpdatedRows } = await insert(db, 'a', 1)
  t.equal(numInsertedOrUpdatedRows, 1n)
  await insert(db, 'b', null)
  const updated = await db.updateTable('pair').set({ value: 3 }).returning('name').execute()
  t.strictSame(
    updated.map(row => row.name),
    ['a', 'b']
  )
  const streamed: string[] = []
  for await (const { name, value } of db.selectFrom('pair').selectAll().stream())
    streamed.push(`${name}=${value}`)
  t.strictSame(streamed, ['a=3', 'b=3'])
})

t.test('a statement that was prepared before sees a schema that changed since', async t => {
  const db = await opened(t)
  const all = () => db.selectFrom('pair').selectAll().execute()
  await insert(db, 'a', 1)
  t.strictSame((await all()).map(Object.keys), [['name', 'value']])
  await db.schema.alterTable('pair').addColumn('more', 'text').execute()
  t.strictSame((await all()).map(Object.keys), [['name', 'value', 'more']])
})

t.test('two readers of one statement do not disturb each other', async t => {
  const db = await opened(t)
  for (const name of ['a', 'b', 'c']) await insert(db, name, 1)
  const names = await Promise.all(
    [1, 2].map(async () => (await db.selectFrom('pair').select('name').execute()).length)
  )
  t.strictSame(names, [3, 3])
})

t.test('far more statements than are kept', async t => {
  const db = await opened(t)
  await insert(db, 'a', 1)
  for (let count = 1; count <= 500; count += 1) {
    const names = Array.from({ length: count }, () => 'a')
    const rows = await db.selectFrom('pair').select('name').where('name', 'in', names).execute()
    if (rows.length !== 1) throw new Error(`${count} names found ${rows.length} rows`)
  }
  t.pass()
})

t.test('a broken constraint comes as it is', async t => {
  const db = await opened(t)
  await insert(db, 'a', 1)
  await t.rejects(insert(db, 'a', 2), { code: 'ERR_SQLITE_ERROR', message: /UNIQUE/ })
})

t.test('a failure of the file is explained', async t => {
  const db = await opened(t)
  await sql`pragma query_only = on`.execute(db)
  await t.rejects(insert(db, 'a', 1), { code: 'store-unavailable', details: { detail: /folder/ } })
})

t.test('schema changes are taken back with their transaction', async t => {
  const db = await opened(t)
  t.equal(db.getExecutor().adapter.supportsTransactionalDdl, true)
  const failing = db.transaction().execute(async transaction => {
    await transaction.schema.createTable('other').addColumn('id', 'text').execute()
    throw new Error('no')
  })
  await t.rejects(failing, { message: 'no' })
  t.strictSame(
    (await db.introspection.getTables()).map(table => table.name),
    ['pair']
  )
})

async function opened(t: { teardown(close: () => Promise<void>): void }): Promise<Kysely<Schema>> {
  const dialect = sqliteDialect(new DatabaseSync(':memory:'), '/some/folder/relink.sqlite')
  const db = new Kysely<Schema>({ dialect })
  t.teardown(() => db.destroy())
  await db.schema
    .createTable('pair')
    .addColumn('name', 'text', column => column.primaryKey())
    .addColumn('value', 'integer')
    .execute()
  return db
}

async function insert(db: Kysely<Schema>, name: string, value: number | null) {
  return db.insertInto('pair').values({ name, value }).executeTakeFirstOrThrow()
}
