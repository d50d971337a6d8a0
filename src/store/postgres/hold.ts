import { sql, type Kysely } from 'kysely'
import type { Tables } from '../tables.ts'

/** An advisory lock of the transaction, by 64 bits of the thing's name. */
export async function hold(db: Kysely<Tables>, thing: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`relink ${thing}`}, 0))`.execute(db)
}
