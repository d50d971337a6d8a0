import type { Migration } from 'kysely/migration'
import * as firstTables from './0001-first-tables.ts'
import * as snapshots from './0002-snapshots.ts'

/** In the order of their names, which never change; what has been released is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-snapshots': snapshots
}
