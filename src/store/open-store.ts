import { join, resolve } from 'node:path'
import { CamelCasePlugin, Kysely } from 'kysely'
import type { Store } from '../ports.ts'
import { createStore } from './create-store.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/all.ts'
import { sqliteDialect } from './sqlite/dialect.ts'
import { openDatabase } from './sqlite/open-database.ts'
import type { Tables } from './tables.ts'

/**
 * The embedded store in `dataDir`, held by this process alone until it is closed. Throws
 * RelinkError 'store-unavailable' whose detail says what to do.
 */
export async function openStore({ dataDir }: { readonly dataDir: string }): Promise<Store> {
  const folder = resolve(dataDir)
  const file = join(folder, 'relink.sqlite')
  const dialect = sqliteDialect(openDatabase(folder, file), file)
  const db = new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] })
  try {
    await migrate(db, migrations)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return createStore(db)
}
