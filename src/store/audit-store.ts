import { auditHash, firstPreviousHash } from '../audit-hash.ts'
import type { AuditEntry, AuditRow } from '../model/audit-row.ts'
import { present } from '../model/present.ts'
import type { AuditFilter, AuditStore, Page } from '../ports.ts'
import type { Connection } from './connection.ts'
import { listed } from './listed.ts'
import type { AuditTableRow } from './tables.ts'

export function auditStore(connection: Connection): AuditStore {
  return {
    append: entry => connection.together(bound => append(bound, entry)),
    list: (filter, page) => list(connection, filter, page),
    stream: () => stream(connection)
  }
}

/** Each row seals the one before it, so they are added one after the other. */
async function append(connection: Connection, entry: AuditEntry): Promise<AuditRow> {
  await connection.hold('audit')
  const { db } = connection
  const last = await db
    .selectFrom('audit')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  const unsealed = {
    ...storable(entry),
    sequence: (last?.sequence ?? 0) + 1,
    previousHash: last?.hash ?? firstPreviousHash
  }
  const row = { ...unsealed, hash: auditHash(unsealed) }
  await db.insertInto('audit').values(row).execute()
  return row
}

/**
 * What is hashed must be what is read back: text columns keep neither lone surrogates nor, in
 * PostgreSQL, NUL.
 */
function storable(entry: AuditEntry): AuditEntry {
  return Object.fromEntries(
    Object.entries(present(entry)).map(([name, value]) => [name, cleaned(value)])
  ) as AuditEntry
}

function cleaned(value: string): string {
  return value.toWellFormed().replaceAll('\0', '\uFFFD')
}

async function list({ db }: Connection, filter: AuditFilter, page: Page) {
  const { since, until, ...equal } = filter
  const matching = db
    .selectFrom('audit')
    .where(eb => eb.and(present(equal)))
    .$if(since !== undefined, query => query.where('at', '>=', comparable(since!)))
    .$if(until !== undefined, query => query.where('at', '<', comparable(until!)))
  return listed(
    matching.selectAll().orderBy('sequence').limit(page.limit).offset(page.offset),
    matching.select(eb => eb.fn.countAll().as('totalCount')),
    toAuditRow
  )
}

/** As the clock writes times, so that text compares like time: '…00Z' sorts after '…00.000Z'. */
function comparable(time: string): string {
  return new Date(time).toISOString()
}

/** A piece at a time, so that a slow reader never keeps the connection from others. */
async function* stream({ db }: Connection): AsyncIterable<AuditRow> {
  for (let last = 0; ;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('sequence', '>', last)
      .orderBy('sequence')
      .limit(1000)
      .execute()
    yield* rows.map(toAuditRow)
    const final = rows.at(-1)
    if (final === undefined) return
    last = final.sequence
  }
}

function toAuditRow(row: AuditTableRow): AuditRow {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null)
  ) as unknown as AuditRow
}
