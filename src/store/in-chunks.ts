import { setImmediate } from 'node:timers/promises'

/** Well below what one statement may carry: 32,766 values in SQLite, 65,535 in PostgreSQL. */
const rowsPerStatement = 500

/**
 * Nothing for an empty list: `values ()` and `in ()` are no SQL. Between two pieces the event
 * loop turns, since SQLite works on the same thread.
 */
export async function* inChunks<Row>(rows: readonly Row[]): AsyncIterable<readonly Row[]> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    if (start > 0) await setImmediate()
    yield rows.slice(start, start + rowsPerStatement)
  }
}
