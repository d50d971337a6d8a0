import { sql, type Kysely } from 'kysely'
import t from 'tap'
import { up } from '../../../src/store/migrations/0001-first-tables.ts'
import { openKysely } from '../open-kysely.ts'

t.test('makes the tables in snake case, of text and integers only', async t => {
  const db = openKysely(t)
  await up(withoutTypes(db))
  const tables = await db.introspection.getTables()
  t.strictSame(
    tables.map(table => table.name),
    [
      'audit',
      'executions',
      'idempotency_keys',
      'journal',
      'links',
      'mismatches',
      'plan_blocked',
      'plan_steps',
      'plans',
      'scans',
      'source_sizes'
    ]
  )
  const columns = tables.flatMap(table => table.columns)
  t.strictSame(
    columns.filter(column => !['TEXT', 'INTEGER'].includes(column.dataType)),
    []
  )
  t.notOk(columns.some(column => /[A-Z]/.test(column.name)))
})

t.test('the database itself holds one unfinished execution per organization', async t => {
  const db = openKysely(t)
  await up(withoutTypes(db))
  const { rows } = await sql<{
    sql: string
  }>`select sql from sqlite_master where name = 'one_unfinished_execution'`.execute(db)
  t.match(rows[0]?.sql, /unique index .* where "mode" != 'rehearse' and "status" in \(/i)
})

function withoutTypes<Schema>(db: Kysely<Schema>): Kysely<unknown> {
  return db as unknown as Kysely<unknown>
}
