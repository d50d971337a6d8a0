import type { AuditRow } from '../model/audit-row.ts'
import type { AuditVerification } from '../model/audit-verification.ts'
import type { Caller } from '../model/caller.ts'
import type { ExecutionUser } from '../model/execution.ts'
import type { ConnectionStep, Readiness } from '../model/health.ts'
import type { Link } from '../model/link.ts'
import type { Mismatch } from '../model/mismatch.ts'
import type { Placeholder } from '../model/placeholder.ts'
import type { Blocked, Step } from '../model/plan.ts'
import type {
  Decision,
  DetectRequest,
  ExecuteRequest,
  LinkImportResult,
  PlanRequest
} from '../model/requests.ts'
import type { WrittenRow } from '../model/written-row.ts'
import type { UserExplanation } from '../model/user-explanation.ts'
import type {
  AuditFilter,
  Listed,
  Page,
  PlanHead,
  StoredExecution,
  StoredPlan,
  StoredScan
} from '../ports.ts'

/** A scan of named users comes back finished, with what was found inside. */
export type ScanAnswer = StoredScan & { readonly mismatches?: Mismatch[] }

/**
 * Everything the API can ask for, one deed each, bound to its ports. All throw RelinkError with the
 * codes of errors.ts ('scan-not-found', 'digest-mismatch' …); links and polling hints are the door's.
 */
export interface Service {
  detectMismatch(caller: Caller, request: DetectRequest): Promise<ScanAnswer>
  listScans(filter: { status?: string }, page: Page): Promise<Listed<StoredScan>>
  getScan(scanId: string): Promise<StoredScan>
  listMismatches(
    scanId: string,
    filter: { kind?: string; confidence?: string; systemUserId?: string },
    page: Page
  ): Promise<Listed<Mismatch>>
  cancelScan(caller: Caller, scanId: string): Promise<StoredScan>
  explainUser(name: string): Promise<UserExplanation>

  planRemap(caller: Caller, request: PlanRequest): Promise<StoredPlan>
  listPlans(
    filter: { status?: string; changeNumber?: string },
    page: Page
  ): Promise<Listed<PlanHead>>
  /** With at most 200 steps and 200 blocked users. */
  getPlan(planId: string): Promise<StoredPlan>
  listSteps(planId: string, page: Page): Promise<Listed<Step>>
  listBlocked(planId: string, page: Page): Promise<Listed<Blocked>>
  approvePlan(caller: Caller, planId: string, decision: Decision): Promise<StoredPlan>
  rejectPlan(caller: Caller, planId: string, decision: Decision): Promise<StoredPlan>

  executeRemap(caller: Caller, request: ExecuteRequest): Promise<StoredExecution>
  listExecutions(
    filter: { status?: string; changeNumber?: string; planId?: string; mode?: string },
    page: Page
  ): Promise<Listed<StoredExecution>>
  getExecution(executionId: string): Promise<StoredExecution>
  listExecutionUsers(
    executionId: string,
    filter: { status?: string },
    page: Page
  ): Promise<Listed<ExecutionUser>>
  pauseExecution(caller: Caller, executionId: string): Promise<StoredExecution>
  resumeExecution(caller: Caller, executionId: string): Promise<StoredExecution>
  cancelExecution(caller: Caller, executionId: string): Promise<StoredExecution>
  /** A new execution, mode 'rollback'. */
  rollbackExecution(caller: Caller, executionId: string): Promise<StoredExecution>

  listPlaceholders(): Promise<readonly Placeholder[]>
  listLinks(filter: { systemUserId?: string; source?: string }, page: Page): Promise<Listed<Link>>
  /** All rows or none; 'invalid-rows' and 'link-conflict' carry an `errors` entry for each bad row. */
  importLinks(
    caller: Caller,
    rows: readonly WrittenRow[],
    exportedAt?: string
  ): Promise<LinkImportResult>

  listAudit(filter: AuditFilter, page: Page): Promise<Listed<AuditRow>>
  verifyAudit(): Promise<AuditVerification>
  /** A refused attempt is a row of the trail as well. */
  recordRefusal(caller: Caller, action: string, target: string | undefined): Promise<void>
  checkReadiness(): Promise<Readiness>
  /** Both sides, step by step; for whoever runs the service. */
  checkConnections(): Promise<readonly ConnectionStep[]>
  /** Resolves when the scan or execution has ended, or after `seconds`. */
  waitFor(id: string, seconds: number): Promise<void>
}
