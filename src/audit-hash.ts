import { digest } from './digest.ts'
import type { AuditRow } from './model/audit-row.ts'

/** The `previousHash` of the first row: there is none before it. */
export const firstPreviousHash = `sha256:${'0'.repeat(64)}`

/**
 * The hash that a row must carry: over all its fields except `hash` itself. Since `previousHash`
 * is one of them, no row can be changed, removed or inserted without breaking every later one;
 * only rows cut off at the end leave no trace here.
 */
export function auditHash(row: Omit<AuditRow, 'hash'> & { readonly hash?: string }): string {
  const { hash: _, ...hashed } = row
  return digest(hashed)
}
