import type { JournalEntry } from '../model/execution.ts'
import type { Mismatch } from '../model/mismatch.ts'
import type { Approval, Blocked, Step } from '../model/plan.ts'
import type { Snapshot, SnapshotPage } from '../model/snapshot.ts'
import type { KeptAnswer, PlanHead, StoredExecution, StoredScan } from '../ports.ts'
import type { Json } from './json.ts'

/**
 * The tables as the queries see them: names in camel case here, in snake case on disk. Times are
 * RFC 3339 text. Beside `body` stand the columns that queries ask for. `position` and `sequence`
 * count rows in the order in which they were added.
 */
export interface Tables {
  scans: { scanId: string; position: number; status: string; body: Json<StoredScan> }
  mismatches: {
    scanId: string
    sequence: number
    kind: string
    confidence: string
    systemUserId: string
    body: Json<Mismatch>
  }
  snapshots: { organizationId: string; scanId: string; body: Json<Snapshot> }
  snapshotPages: {
    readingId: string
    position: number
    organizationId: string
    body: Json<SnapshotPage>
  }
  sourceSizes: { organizationId: string; users: number; accounts: number }
  links: LinkTableRow
  plans: PlanTableRow
  planSteps: {
    planId: string
    sequence: number
    action: string
    systemUserId: string
    toDomainName: string
    body: Json<Step>
  }
  planBlocked: { planId: string; sequence: number; body: Json<Blocked> }
  executions: {
    executionId: string
    position: number
    planId: string
    organizationId: string
    mode: string
    status: string
    changeNumber: string | null
    control: string
    body: Json<StoredExecution>
  }
  journal: { executionId: string; sequence: number; body: Json<JournalEntry> }
  audit: AuditTableRow
  idempotencyKeys: {
    caller: string
    key: string
    fingerprint: string
    claimedAt: string
    /** Null while the first request runs. */
    answer: Json<KeptAnswer> | null
  }
}

export interface LinkTableRow {
  systemUserId: string
  objectGuid: string
  objectSid: string | null
  domainName: string | null
  source: string
  provenAt: string
}

/** What approval and execution change has its own column; `body` never changes. */
export interface PlanTableRow {
  planId: string
  position: number
  status: string
  changeNumber: string | null
  approvals: Json<readonly Approval[]>
  rejectedBy: string | null
  rejectedAt: string | null
  body: Json<PlanBody>
}

export type PlanBody = Omit<PlanHead, 'status' | 'approvals' | 'rejectedBy' | 'rejectedAt'>

/** Every field has its column, so that there is one truth for filters and for the hash. */
export interface AuditTableRow {
  sequence: number
  at: string
  actor: string
  onBehalfOf: string | null
  remoteAddress: string | null
  action: string
  target: string | null
  changeNumber: string | null
  outcome: string
  before: string | null
  after: string | null
  hash: string
  previousHash: string
}
