import * as detect from '../../src/http/examples/detect.ts'
import * as execute from '../../src/http/examples/execute.ts'
import * as plans from '../../src/http/examples/plan.ts'
import * as rest from '../../src/http/examples/rest.ts'
import type { Listed, Page } from '../../src/ports.ts'
import type { Service } from '../../src/use-cases/service.ts'

/** What was asked of the service: the verb and its arguments. */
export type Asked = readonly [verb: keyof Service, ...args: readonly unknown[]]

/**
 * A service that knows one of everything (the examples of the contract) and notes what it is asked.
 * A test that needs another answer hands in its own verb.
 */
export function fakeService(verbs: Partial<Service> = {}): Service & { readonly asked: Asked[] } {
  const asked: Asked[] = []
  const all: Service = { ...obedient, ...verbs }
  const noting = Object.entries(all).map(([verb, answer]) => [
    verb,
    async (...args: unknown[]) => {
      asked.push([verb as keyof Service, ...args])
      return (answer as (...args: unknown[]) => unknown)(...args)
    }
  ])
  return { ...(Object.fromEntries(noting) as Service), asked }
}

/** The rows of one page. */
export function listed<Row>(rows: readonly Row[], { offset, limit }: Page): Listed<Row> {
  return { rows: rows.slice(offset, offset + limit), totalCount: rows.length }
}

const obedient: Service = {
  detectMismatch: async (_caller, { users }) => (users ? detect.scanOfNamed : detect.runningScan),
  listScans: async (_filter, page) => listed([detect.finishedScan], page),
  getScan: async () => detect.finishedScan,
  listMismatches: async (_id, _filter, page) => listed([detect.mismatch], page),
  cancelScan: async () => detect.canceledScan,
  explainUser: async () => detect.userExplanation,
  planRemap: async () => plans.plan,
  listPlans: async (_filter, page) => listed([plans.planSummary], page),
  getPlan: async () => plans.plan,
  listSteps: async (_id, page) => listed(plans.steps, page),
  listBlocked: async (_id, page) => listed([plans.blocked], page),
  approvePlan: async () => plans.approvedPlan,
  rejectPlan: async () => plans.rejectedPlan,
  executeRemap: async () => execute.runningExecution,
  listExecutions: async (_filter, page) => listed([execute.finishedExecution], page),
  getExecution: async () => execute.finishedExecution,
  listExecutionUsers: async (_id, _filter, page) => listed([execute.executionUser], page),
  pauseExecution: async () => execute.stoppingExecution,
  resumeExecution: async () => execute.runningExecution,
  cancelExecution: async () => execute.stoppingExecution,
  rollbackExecution: async () => execute.rollbackExecution,
  listPlaceholders: async () => [execute.placeholder],
  listLinks: async (_filter, page) => listed([rest.link], page),
  importLinks: async () => rest.linkImportResult,
  listAudit: async (_filter, page) => listed([rest.auditRow], page),
  verifyAudit: async () => rest.auditVerification,
  recordRefusal: async () => {},
  checkReadiness: async () => rest.ready,
  checkConnections: async () => rest.connections,
  waitFor: async () => {}
}
