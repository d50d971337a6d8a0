import type { Execution } from '../model/execution.ts'
import type { Plan } from '../model/plan.ts'
import type { Scan } from '../model/scan.ts'
import type { PlanHead, StoredExecution, StoredPlan } from '../ports.ts'
import type { ScanAnswer } from '../use-cases/service.ts'
import { pollingHint } from './long-work.ts'
import type { PlanSummary } from './schemas.ts'

/** What the door adds to what is kept: absolute links, and when to ask again. */
export function showScan(base: string, scan: ScanAnswer): Scan {
  return {
    ...scan,
    ...pollingHint(scan),
    mismatchesLink: `${base}/v1/scans/${scan.scanId}/mismatches`
  }
}

export function showPlan(base: string, plan: StoredPlan): Plan {
  return { ...plan, ...planLinks(base, plan.planId) }
}

export function showPlanSummary(base: string, plan: PlanHead): PlanSummary {
  return { ...plan, ...planLinks(base, plan.planId) }
}

export function showExecution(base: string, execution: StoredExecution): Execution {
  return {
    ...execution,
    ...pollingHint(execution),
    usersLink: `${base}/v1/executions/${execution.executionId}/users`
  }
}

function planLinks(base: string, planId: string) {
  return {
    stepsLink: `${base}/v1/plans/${planId}/steps`,
    blockedLink: `${base}/v1/plans/${planId}/blocked`
  }
}
