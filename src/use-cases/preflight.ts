import type { JournalEntry, StepFailureCode } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import { indexAccounts, keysOf, type AccountIndex } from '../planning/account-index.ts'
import { checkLimits } from '../planning/check-limits.ts'
import { fold, recordNameKey } from '../planning/logon-name.ts'
import { protectedReason } from '../planning/protected-reason.ts'
import type { Context } from './context.ts'
import { gatherRecords, type Records } from './gather-records.ts'
import type { Run } from './journal-step.ts'
import { logonNameKeys } from './logon-name-keys.ts'
import { isPoolConfigured, placeholderNames } from './placeholder-names.ts'

/**
 * Before the first write: the limits again, and each user of the plan as the record is now. A user
 * who changed or became protected fails here, before anybody is parked who would wait for them.
 * Answers why nothing may run at all, if so.
 */
export async function preflight(
  context: Context,
  run: Run,
  signal: AbortSignal
): Promise<string | undefined> {
  const records = await gatherRecords(context, signal)
  const enabled = records.users.filter(user => !user.isDisabled).length
  const reason = checkLimits(run.plan.users, enabled, context.policy)
  if (reason) return reason
  const accounts = await accountsOf(context, run, records, signal)
  const pool = await poolOf(context, signal)
  const faults = [...Map.groupBy(run.plan.steps, step => step.systemUserId).values()].flatMap(
    own => userFault(own, records, accounts, pool) ?? []
  )
  await fail(context, run, faults)
  return undefined
}

interface Fault {
  readonly step: Step
  readonly code: StepFailureCode
  readonly detail: string
}

function userFault(
  own: readonly Step[],
  { byId, domains, protection }: Records,
  accounts: AccountIndex,
  pool: ReadonlySet<string> | undefined
): Fault | undefined {
  const [first, last] = [own[0], own.at(-1)]
  if (!first || !last) return undefined
  const refuse = (code: StepFailureCode, detail: string): Fault => ({ step: first, code, detail })
  const user = byId.get(first.systemUserId)
  if (!user) return refuse('user-not-found', 'Dynamics has no such record any more.')
  const concerned = [
    accounts.named(user.domainName),
    accounts.withGuid(first.fromObjectGuid ?? ''),
    accounts.withGuid(last.toObjectGuid ?? '')
  ]
  const reason = protectedReason(user, protection, concerned)
  if (reason) return refuse('user-protected', reason)
  const park = own.find(step => step.action === 'park')
  if (park && pool && !pool.has(fold(park.toDomainName))) {
    return refuse(
      'target-changed-since-planned',
      `${park.toDomainName} is no longer in the pool of placeholders. Make a new plan.`
    )
  }
  const key = (name: string) => recordNameKey(name, domains)
  if (key(user.domainName) === key(first.fromDomainName)) return undefined
  return refuse(
    'changed-since-planned',
    `The record holds ${user.domainName}, not ${first.fromDomainName}: somebody changed it. Detect again and make a new plan.`
  )
}

async function accountsOf(
  { directory }: Context,
  { plan }: Run,
  { byId, domains }: Records,
  signal: AbortSignal
): Promise<AccountIndex> {
  const users = plan.steps.flatMap(step => byId.get(step.systemUserId) ?? [])
  const guids = plan.steps.flatMap(step =>
    [step.fromObjectGuid ?? [], step.toObjectGuid ?? []].flat()
  )
  const { logonNames, addresses } = keysOf(users, [], domains)
  const keys = { ...logonNameKeys(logonNames, guids), addresses }
  return indexAccounts(await directory.findAccounts(keys, signal), domains)
}

/** Undefined where none is configured: then the plan named them, and an approver agreed. */
async function poolOf(
  context: Context,
  signal: AbortSignal
): Promise<ReadonlySet<string> | undefined> {
  if (!isPoolConfigured(context)) return undefined
  return new Set((await placeholderNames(context, signal)).map(fold))
}

/** All lines or none, so that a crash here leaves nobody unchecked. */
async function fail(context: Context, run: Run, faults: readonly Fault[]): Promise<void> {
  const at = context.clock.now()
  const entries = faults.map(({ step, code, detail }): JournalEntry => ({
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
  run.journal.push(...entries)
}
