import type { Kysely } from 'kysely'

/** What the last scan of an organization saw. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('snapshots')
    .addColumn('organizationId', 'text', column => column.notNull())
    .addColumn('scanId', 'text', column => column.notNull())
    .addColumn('body', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('snapshotsKey', ['organizationId'])
    .execute()
  await schema
    .createTable('snapshotPages')
    .addColumn('readingId', 'text', column => column.notNull())
    .addColumn('position', 'integer', column => column.notNull())
    .addColumn('organizationId', 'text', column => column.notNull())
    .addColumn('body', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('snapshotPagesKey', ['readingId', 'position'])
    .execute()
}
