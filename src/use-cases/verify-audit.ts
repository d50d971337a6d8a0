import { auditHash, firstPreviousHash } from '../audit-hash.ts'
import type { AuditVerification } from '../model/audit-verification.ts'
import type { Store } from '../ports.ts'

/** Walks the whole chain; the first row whose hash, predecessor or number is wrong breaks it. */
export async function verifyAudit(store: Store): Promise<AuditVerification> {
  let rows = 0
  let previousHash = firstPreviousHash
  for await (const row of store.audit.stream()) {
    rows += 1
    const isSound =
      row.sequence === rows && row.previousHash === previousHash && row.hash === auditHash(row)
    if (!isSound) return { intact: false, rows, firstBrokenSequence: rows }
    previousHash = row.hash
  }
  return { intact: true, rows }
}
