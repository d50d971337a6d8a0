import type { Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { RelinkError } from '../errors.ts'
import type { Tables } from './tables.ts'

/**
 * Brings the schema up to the newest migration: all that are missing, or none of them. Throws
 * RelinkError 'store-unavailable', also when the schema is newer than this program.
 */
export async function migrate(
  db: Kysely<Tables>,
  migrations: Readonly<Record<string, Migration>>
): Promise<void> {
  const provider = { getMigrations: async () => migrations }
  await refuseNewerSchema(db, migrations)
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error instanceof RelinkError) throw error
  if (error !== undefined) throw migrationFailed(error)
}

async function refuseNewerSchema(
  db: Kysely<Tables>,
  migrations: Readonly<Record<string, Migration>>
): Promise<void> {
  const unknown = (await appliedMigrations(db)).filter(name => migrations[name] === undefined)
  if (unknown.length === 0) return
  throw new RelinkError('store-unavailable', {
    detail: `The store was written by a newer version of this program (its schema has ${unknown.join(', ')}). Start that version, or restore a backup from before the upgrade.`
  })
}

async function appliedMigrations(db: Kysely<Tables>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(table => table.name === 'kysely_migration')) return []
  const history = db.$extendTables<{ kysely_migration: { name: string } }>()
  const rows = await history.selectFrom('kysely_migration').select('name').execute()
  return rows.map(row => row.name)
}

function migrationFailed(cause: unknown): RelinkError {
  return new RelinkError('store-unavailable', {
    detail:
      'The schema of the store could not be brought up to date, and nothing was changed. The log names the cause.',
    cause
  })
}
