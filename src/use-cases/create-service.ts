import { RelinkError } from '../errors.ts'
import { readJournal } from '../planning/read-journal.ts'
import { userProgress } from '../planning/user-progress.ts'
import type { Listed, Page, Store } from '../ports.ts'
import { approvePlan } from './approve-plan.ts'
import { cancelScan } from './cancel-scan.ts'
import { createConnectionCheck } from './check-connections.ts'
import { createReadiness } from './check-readiness.ts'
import { answerTimeoutMs, type Context } from './context.ts'
import { cancelExecution, pauseExecution, resumeExecution } from './control-execution.ts'
import { detectMismatch } from './detect-mismatch.ts'
import { executeRemap } from './execute-remap.ts'
import { explainUser } from './explain-user.ts'
import { getExecution } from './get-execution.ts'
import { getPlan, statusNow } from './get-plan.ts'
import { getScan } from './get-scan.ts'
import { importLinks } from './import-links.ts'
import { listPlaceholders } from './list-placeholders.ts'
import { planRemap } from './plan-remap.ts'
import { recordDeed } from './record-deed.ts'
import { rejectPlan } from './reject-plan.ts'
import { rollbackExecution } from './rollback-execution.ts'
import type { Service } from './service.ts'
import { verifyAudit } from './verify-audit.ts'

/** Binds every deed to its ports. Reading is one line; whatever decides stands in a file of its own. */
export function createService(context: Context): Service {
  const { store, clock, work } = context
  return {
    detectMismatch: (caller, request) => detectMismatch(context, caller, request),
    listScans: (filter, page) => store.scans.list(filter, page),
    getScan: scanId => getScan(store, scanId),
    async listMismatches(scanId, filter, page) {
      await getScan(store, scanId)
      return store.scans.mismatches(scanId, filter, page)
    },
    cancelScan: (caller, scanId) => cancelScan(context, caller, scanId),
    explainUser: name => explainUser(context, name),

    planRemap: async (caller, request) => shortened(await planRemap(context, caller, request)),
    listPlans: (filter, page) => listPlans(context, filter, page),
    getPlan: async planId => shortened(await getPlan(store, clock, planId)),
    async listSteps(planId, page) {
      await getPlan(store, clock, planId)
      return store.plans.steps(planId, page)
    },
    async listBlocked(planId, page) {
      await getPlan(store, clock, planId)
      return store.plans.blocked(planId, page)
    },
    approvePlan: async (caller, planId, decision) =>
      shortened(await approvePlan(context, caller, planId, decision)),
    rejectPlan: async (caller, planId, decision) =>
      shortened(await rejectPlan(context, caller, planId, decision)),

    executeRemap: (caller, request) => executeRemap(context, caller, request),
    listExecutions: (filter, page) => store.executions.list(filter, page),
    getExecution: executionId => getExecution(store, executionId),
    listExecutionUsers: (executionId, filter, page) =>
      listExecutionUsers(store, executionId, filter, page),
    pauseExecution: (caller, executionId) => pauseExecution(context, caller, executionId),
    resumeExecution: (caller, executionId) => resumeExecution(context, caller, executionId),
    cancelExecution: (caller, executionId) => cancelExecution(context, caller, executionId),
    rollbackExecution: (caller, executionId) => rollbackExecution(context, caller, executionId),

    listPlaceholders: () => listPlaceholders(context, AbortSignal.timeout(answerTimeoutMs)),
    listLinks: (filter, page) => store.links.list(filter, page),
    importLinks: (caller, rows, exportedAt) => importLinks(context, caller, rows, exportedAt),

    listAudit: (filter, page) => store.audit.list(filter, page),
    verifyAudit: () => verifyAudit(store),
    recordRefusal: (caller, action, target) =>
      recordDeed(store, clock, caller, { action, outcome: 'refused', ...(target && { target }) }),
    checkReadiness: createReadiness(context),
    checkConnections: createConnectionCheck(context),
    async waitFor(id, seconds) {
      const kinds = ['scan', 'execution'] as const
      const settled = kinds.map(kind => work.settled(kind, id, seconds * 1000))
      await Promise.all(settled).catch(throwBugs)
    }
  }
}

/** What was asked for is under way, whether or not one can wait for its end. */
function throwBugs(error: unknown): void {
  if (!(error instanceof RelinkError)) throw error
}

/** An answer holds at most so many steps and blocked users; the lists under the links hold all. */
const inAnswer = 200

function shortened<Lists extends { steps: unknown[]; blocked: unknown[] }>(plan: Lists): Lists {
  return { ...plan, steps: plan.steps.slice(0, inAnswer), blocked: plan.blocked.slice(0, inAnswer) }
}

async function listPlans(
  { store, clock }: Context,
  filter: Parameters<Service['listPlans']>[0],
  page: Page
): ReturnType<Service['listPlans']> {
  const { rows, totalCount } = await store.plans.list(filter, page)
  const now = clock.now()
  return { rows: rows.map(plan => ({ ...plan, status: statusNow(plan, now) })), totalCount }
}

async function listExecutionUsers(
  store: Store,
  executionId: string,
  { status }: { status?: string },
  { offset, limit }: Page
): Promise<Listed<ReturnType<typeof userProgress>[number]>> {
  const execution = await getExecution(store, executionId)
  const plan = await store.plans.get(execution.planId)
  const journal = await store.executions.readJournal(executionId)
  const users = userProgress(readJournal(plan?.steps ?? [], journal), execution)
  const rows = status ? users.filter(user => user.status === status) : users
  return { rows: rows.slice(offset, offset + limit), totalCount: rows.length }
}
