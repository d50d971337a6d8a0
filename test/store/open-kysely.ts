import { join } from 'node:path'
import { CamelCasePlugin, Kysely } from 'kysely'
import type { Test } from 'tap'
import { sqliteDialect } from '../../src/store/sqlite/dialect.ts'
import { openDatabase } from '../../src/store/sqlite/open-database.ts'
import type { Tables } from '../../src/store/tables.ts'

/** Kysely on a file of its own that has no table yet, closed when the test ends. */
export function openKysely(t: Test, folder = t.testdir()): Kysely<Tables> {
  const file = join(folder, 'relink.sqlite')
  const dialect = sqliteDialect(openDatabase(folder, file), file)
  const db = new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] })
  t.teardown(() => db.destroy())
  return db
}
