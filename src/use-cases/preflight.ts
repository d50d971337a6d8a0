import type { JournalEntry } from '../model/execution.ts'
import { indexAccounts, type AccountIndex } from '../planning/account-index.ts'
import { checkLimits } from '../planning/check-limits.ts'
import { findChanged, type StepFailure } from '../planning/find-changed.ts'
import { findIllegal } from '../planning/find-illegal.ts'
import { recordNameKey } from '../planning/logon-name.ts'
import type { Context } from './context.ts'
import { gatherRecords, type Records } from './gather-records.ts'
import type { Run } from './journal-step.ts'
import { isPoolConfigured, placeholderNames } from './placeholder-names.ts'
import { refuseElsewhere } from './refuse-elsewhere.ts'
import { writtenNameKeys } from './written-name-keys.ts'

/**
 * Before the first write: the limits again, each user of the plan as the record is now, and what is
 * left held by the checker against all records as they are now. A user in trouble fails here, before
 * anybody is parked who would wait for them. Answers why nothing may run at all, if so.
 */
export async function preflight(
  context: Context,
  run: Run,
  signal: AbortSignal
): Promise<string | undefined> {
  const { steps, users } = run.plan
  const before = steps.map(step => step.fromDomainName)
  const records = await gatherRecords(context, signal, before)
  refuseElsewhere(run.plan, records.identity)
  const enabled = records.users.filter(user => !user.isDisabled).length
  const reason = checkLimits(users, enabled, context.policy)
  if (reason) return reason
  const accounts = await accountsOf(context, run, records, signal)
  const pool = await poolOf(context, records, signal)
  const stateOf = new Map(records.states.map(state => [state.systemUserId, state]))
  const changed = findChanged(steps, { ...records, stateOf, accounts, ...pool })
  const illegal = findIllegal(steps, changed, records)
  await fail(context, run, [...changed, ...illegal])
  return undefined
}

async function accountsOf(
  { directory }: Context,
  { plan }: Run,
  { byId, links, domains }: Records,
  signal: AbortSignal
): Promise<AccountIndex> {
  const names = plan.steps.flatMap(step => [
    byId.get(step.systemUserId)?.domainName ?? '',
    step.toDomainName
  ])
  const guids = plan.steps.flatMap(step => [
    step.fromObjectGuid,
    step.toObjectGuid,
    links.get(step.systemUserId)?.objectGuid
  ])
  const known = guids.filter(guid => guid !== undefined)
  const keys = writtenNameKeys(names, domains, known)
  return indexAccounts(await directory.findAccounts(keys, signal), domains)
}

/** Undefined where none is configured: then the plan named them, and an approver agreed. */
async function poolOf(
  context: Context,
  { domains }: Records,
  signal: AbortSignal
): Promise<{ pool?: ReadonlySet<string> }> {
  if (!isPoolConfigured(context)) return {}
  const names = await placeholderNames(context, signal)
  return { pool: new Set(names.map(name => recordNameKey(name, domains))) }
}

/** All lines or none, so that a crash here leaves nobody unchecked. */
async function fail(context: Context, run: Run, failures: readonly StepFailure[]): Promise<void> {
  const at = context.clock.now()
  const entries = failures.map(({ step, code, detail }): JournalEntry => ({
    step: step.sequence,
    systemUserId: step.systemUserId,
    at,
    event: 'failed',
    code,
    detail,
    retryable: false
  }))
  await context.store.atomically(async tx => {
    for (const entry of entries) await tx.executions.journal(run.execution.executionId, entry)
  })
  for (const entry of entries) run.standing.add(entry)
}
