import type { WrittenRow } from '../../model/written-row.ts'

/** A JSON value as a row; only an object is one. */
export function toWrittenRow(value: unknown): WrittenRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { fields: value as Readonly<Record<string, unknown>> }
    : { unreadable: 'A row must be an object with systemUserId and objectGuid.' }
}
