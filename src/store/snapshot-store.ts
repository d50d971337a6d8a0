import { setImmediate } from 'node:timers/promises'
import type { Snapshot, SnapshotPage } from '../model/snapshot.ts'
import type { SnapshotStore } from '../ports.ts'
import { afterLast } from './after-last.ts'
import type { Connection } from './connection.ts'
import { fromJson, toJson } from './json.ts'

export function snapshotStore(connection: Connection): SnapshotStore {
  return {
    get: organizationId => get(connection, organizationId),
    pages: readingId => pages(connection, readingId),
    addPage: (organizationId, readingId, page) =>
      addPage(connection, organizationId, readingId, page),
    set: (snapshot, after) => connection.together(bound => set(bound, snapshot, after))
  }
}

async function get({ db }: Connection, organizationId: string): Promise<Snapshot | undefined> {
  const row = await db
    .selectFrom('snapshots')
    .select('body')
    .where('organizationId', '=', organizationId)
    .executeTakeFirst()
  return row && fromJson(row.body)
}

/**
 * One by one: their texts, all at once, would be as much again as what they say. Before each the event
 * loop turns, so that the servers that are asked meanwhile are heard.
 */
async function* pages({ db }: Connection, readingId: string): AsyncIterable<SnapshotPage> {
  for (let position = 1; ; position += 1) {
    await setImmediate()
    const row = await db
      .selectFrom('snapshotPages')
      .select('body')
      .where('readingId', '=', readingId)
      .where('position', '=', position)
      .executeTakeFirst()
    if (!row) return
    yield fromJson(row.body)
  }
}

async function addPage(
  { db }: Connection,
  organizationId: string,
  readingId: string,
  page: SnapshotPage
): Promise<void> {
  await db
    .insertInto('snapshotPages')
    .values(eb => ({
      readingId,
      position: eb
        .selectFrom('snapshotPages')
        .select(each => afterLast(each.fn.max('position')).as('next'))
        .where('readingId', '=', readingId),
      organizationId,
      body: toJson(page)
    }))
    .execute()
}

async function set(
  { db }: Connection,
  snapshot: Snapshot,
  after: string | undefined
): Promise<boolean> {
  const { organizationId } = snapshot
  const row = { scanId: snapshot.scanId, body: toJson(snapshot) }
  if (after !== undefined) {
    const { numUpdatedRows } = await db
      .updateTable('snapshots')
      .set(row)
      .where('organizationId', '=', organizationId)
      .where('scanId', '=', after)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }
  await db
    .insertInto('snapshots')
    .values({ organizationId, ...row })
    .onConflict(conflict => conflict.column('organizationId').doUpdateSet(row))
    .execute()
  await db
    .deleteFrom('snapshotPages')
    .where('organizationId', '=', organizationId)
    .where('readingId', '!=', snapshot.readingId)
    .execute()
  return true
}
