import { RelinkError } from '../errors.ts'
import type { Mismatch } from '../model/mismatch.ts'
import { present } from '../model/present.ts'
import type { Page, ScanStore, SourceSizes, StoredScan } from '../ports.ts'
import { afterLast } from './after-last.ts'
import type { Connection } from './connection.ts'
import { inChunks } from './in-chunks.ts'
import { fromJson, toJson } from './json.ts'
import { listed } from './listed.ts'

export function scanStore(connection: Connection): ScanStore {
  const { db } = connection
  return {
    add: scan => add(connection, scan),
    update: scan => update(connection, scan),
    get: scanId => get(connection, scanId),
    list: (filter, page) => list(connection, filter, page),
    addMismatches: (scanId, mismatches) =>
      connection.together(bound => addMismatches(bound, scanId, mismatches)),
    mismatches: (scanId, filter, page) => listMismatches(connection, scanId, filter, page),
    keepSizes: (organizationId, sizes) => keepSizes(connection, organizationId, sizes),
    lastSizes: organizationId =>
      db
        .selectFrom('sourceSizes')
        .select(['users', 'accounts'])
        .where('organizationId', '=', organizationId)
        .executeTakeFirst(),
    unfinished: () => unfinished(connection)
  }
}

async function add({ db }: Connection, scan: StoredScan): Promise<void> {
  await db
    .insertInto('scans')
    .values(eb => ({
      scanId: scan.scanId,
      position: eb.selectFrom('scans').select(s => afterLast(s.fn.max('position')).as('next')),
      status: scan.status,
      body: toJson(scan)
    }))
    .execute()
}

async function update(connection: Connection, scan: StoredScan): Promise<boolean> {
  const { numUpdatedRows } = await connection.db
    .updateTable('scans')
    .set({ status: scan.status, body: toJson(scan) })
    .where('scanId', '=', scan.scanId)
    .where('status', 'in', ['NotStarted', 'Running'])
    .executeTakeFirst()
  if (numUpdatedRows === 1n) return true
  if (await get(connection, scan.scanId)) return false
  throw new RelinkError('scan-not-found', { detail: `The store has no scan ${scan.scanId}.` })
}

async function get({ db }: Connection, scanId: string): Promise<StoredScan | undefined> {
  const row = await db
    .selectFrom('scans')
    .select('body')
    .where('scanId', '=', scanId)
    .executeTakeFirst()
  return row && fromJson(row.body)
}

async function list({ db }: Connection, filter: { status?: string }, page: Page) {
  const matching = db.selectFrom('scans').where(eb => eb.and(present(filter)))
  return listed(
    matching
      .select('body')
      .orderBy('position', 'desc')
      .orderBy('scanId')
      .limit(page.limit)
      .offset(page.offset),
    matching.select(eb => eb.fn.countAll().as('totalCount')),
    row => fromJson(row.body)
  )
}

async function addMismatches(
  { db }: Connection,
  scanId: string,
  mismatches: readonly Mismatch[]
): Promise<void> {
  const { next } = await db
    .selectFrom('mismatches')
    .select(eb => afterLast(eb.fn.max('sequence')).as('next'))
    .where('scanId', '=', scanId)
    .executeTakeFirstOrThrow()
  const rows = mismatches.map((mismatch, index) => ({
    scanId,
    sequence: next + index,
    kind: mismatch.kind,
    confidence: mismatch.confidence,
    systemUserId: mismatch.systemUserId,
    body: toJson(mismatch)
  }))
  for await (const chunk of inChunks(rows))
    await db.insertInto('mismatches').values(chunk).execute()
}

async function listMismatches(
  { db }: Connection,
  scanId: string,
  filter: { kind?: string; confidence?: string; systemUserId?: string },
  page: Page
) {
  const matching = db
    .selectFrom('mismatches')
    .where('scanId', '=', scanId)
    .where(eb => eb.and(present(filter)))
  return listed(
    matching.select('body').orderBy('sequence').limit(page.limit).offset(page.offset),
    matching.select(eb => eb.fn.countAll().as('totalCount')),
    row => fromJson(row.body)
  )
}

async function keepSizes({ db }: Connection, organizationId: string, sizes: SourceSizes) {
  const { users, accounts } = sizes
  await db
    .insertInto('sourceSizes')
    .values({ organizationId, users, accounts })
    .onConflict(conflict => conflict.column('organizationId').doUpdateSet({ users, accounts }))
    .execute()
}

async function unfinished({ db }: Connection): Promise<readonly StoredScan[]> {
  const rows = await db
    .selectFrom('scans')
    .select('body')
    .where('status', 'in', ['NotStarted', 'Running'])
    .orderBy('position')
    .orderBy('scanId')
    .execute()
  return rows.map(row => fromJson(row.body))
}
