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
