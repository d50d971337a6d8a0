import { join, resolve } from 'node:path'
import { CamelCasePlugin, Kysely } from 'kysely'
import type { Tables } from '../tables.ts'
import { sqliteDialect } from './dialect.ts'
import { openDatabase } from './open-database.ts'
import type { Engine } from '../create-store.ts'

/** SQLite in `dataDir`, held by this process alone until it is closed. */
export function openEmbedded(dataDir: string): Engine {
  const folder = resolve(dataDir)
  const file = join(folder, 'relink.sqlite')
  const dialect = sqliteDialect(openDatabase(folder, file), file)
  const db = new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] })
  return { db, hold: oneAfterTheOther }
}

/** There is one connection, and a transaction keeps it: nobody else is there to be kept off. */
async function oneAfterTheOther(): Promise<void> {}
