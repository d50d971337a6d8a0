import { RelinkError } from '../errors.ts'
import type { Caller } from '../model/caller.ts'
import type { ExecutionMode, ExecutionUser } from '../model/execution.ts'
import type { Blocked, Step } from '../model/plan.ts'
import type { Placeholder } from '../model/placeholder.ts'
import { present } from '../model/present.ts'
import type { StoredExecution, StoredPlan } from '../ports.ts'
import { indexAccounts } from '../planning/account-index.ts'
import { recordNameKey } from '../planning/logon-name.ts'
import { moveBack, type BackWorld } from '../planning/move-back.ts'
import { readJournal } from '../planning/read-journal.ts'
import { userProgress } from '../planning/user-progress.ts'
import { buildPlan } from './build-plan.ts'
import { answerTimeoutMs, type Context } from './context.ts'
import { begin } from './execute-remap.ts'
import { gatherRecords, type Records } from './gather-records.ts'
import { getExecution } from './get-execution.ts'
import { getPlan } from './get-plan.ts'
import { judgePlaceholders } from './list-placeholders.ts'
import { isPoolConfigured, placeholderNames } from './placeholder-names.ts'
import { refuseTooMany } from './refuse-too-many.ts'
import { withPlaceholders } from './with-placeholders.ts'
import { writtenNameKeys } from './written-name-keys.ts'

/**
 * The users that an execution remapped go back to their old logon names, by a plan of the same
 * planner from the present state. Everybody else is named in it with the reason; with nobody to
 * move back, 'not-possible-now'.
 */
export async function rollbackExecution(
  context: Context,
  caller: Caller,
  executionId: string
): Promise<StoredExecution> {
  const signal = AbortSignal.timeout(answerTimeoutMs)
  const origin = await findOrigin(context, executionId)
  const before = origin.plan.steps.map(step => step.fromDomainName)
  const records = await gatherRecords(context, signal, before)
  refuseElsewhere(origin, records)
  const execution = await planBack(context, caller, origin, records, signal)
  await context.work.start('execution', execution.executionId)
  return execution
}

interface Origin {
  readonly executionId: string
  readonly plan: StoredPlan
  /** Each user as the execution left them. */
  readonly users: readonly ExecutionUser[]
}

async function findOrigin({ store, clock }: Context, executionId: string): Promise<Origin> {
  const execution = await getExecution(store, executionId)
  const why = irreversible[execution.mode]
  if (why) throw new RelinkError('not-possible-now', { detail: why })
  if (!execution.isTerminal) {
    throw new RelinkError('not-possible-now', {
      detail: `The execution is ${execution.status}. Cancel it first, or wait until it has ended.`
    })
  }
  const plan = await getPlan(store, clock, execution.planId)
  const journal = await store.executions.readJournal(executionId)
  const users = userProgress(readJournal(plan.steps, journal), execution)
  return { executionId, plan, users }
}

const irreversible: Record<ExecutionMode, string | undefined> = {
  execute: undefined,
  rehearse: 'A rehearsal wrote nothing, so there is nothing to take back.',
  rollback:
    'A rollback is not taken back. Run detect-mismatch again and make a new plan for those who should move once more.'
}

function refuseElsewhere({ plan }: Origin, { identity }: Records): void {
  if (plan.organizationId === identity.organizationId) return
  throw new RelinkError('not-possible-now', {
    detail: `The execution was in the organization ${plan.organizationId}, and DYNAMICS_URL leads to ${identity.organizationId}.`
  })
}

/** The plan and its execution, kept together or not at all. */
async function planBack(
  context: Context,
  caller: Caller,
  origin: Origin,
  records: Records,
  signal: AbortSignal
): Promise<StoredExecution> {
  const { executionId, users, plan } = origin
  const world = await gatherBack(context, origin, records, signal)
  const firsts = new Map(plan.steps.toReversed().map(step => [step.systemUserId, step]))
  const results = users.flatMap(user => {
    const first = firsts.get(user.systemUserId)
    return first ? [moveBack(user, first, world)] : []
  })
  const moves = results.filter(result => 'toObjectGuid' in result)
  const blocked = results.filter(result => 'code' in result)
  const { onBehalfOf } = caller
  const { changeNumber } = plan
  const head = present({
    createdBy: caller.name,
    onBehalfOf,
    changeNumber,
    rollbackOf: executionId
  })
  const making = {
    fit: await fitPlaceholders(context, plan, signal),
    mayMake: true,
    build(planId: string, placeholders: readonly Placeholder[]): StoredPlan {
      const own = { planId, ...head }
      const back = buildPlan(context, records, moves, blocked, placeholders, own)
      if (back.stepCount === 0) throw nobodyLeft(back.blocked)
      refuseTooMany(context, records, back)
      return { ...back, status: 'Executing' }
    },
    keep: (back: StoredPlan) =>
      context.store.atomically(async tx => {
        await tx.plans.add(back)
        return begin(tx, context, caller, back, 'rollback')
      })
  }
  return withPlaceholders(context, caller, making, signal)
}

/** The accounts behind the names and GUIDs that the records had before and have now. */
async function gatherBack(
  context: Context,
  { plan }: Origin,
  records: Records,
  signal: AbortSignal
): Promise<BackWorld> {
  const { domains } = records
  const names = plan.steps.flatMap(step => [step.fromDomainName, step.toDomainName])
  const guids = plan.steps.flatMap(({ systemUserId, fromObjectGuid }) => [
    fromObjectGuid,
    records.links.get(systemUserId)?.objectGuid
  ])
  const known = guids.filter(guid => guid !== undefined)
  const keys = writtenNameKeys(names, domains, known)
  const accounts = await context.directory.findAccounts(keys, signal)
  const pool = [...(await placeholderNames(context, signal)), ...parkedOn(plan.steps)]
  return {
    ...records,
    stateOf: new Map(records.states.map(state => [state.systemUserId, state])),
    accounts: indexAccounts(accounts, domains),
    placeholders: new Set(pool.map(name => recordNameKey(name, domains)))
  }
}

/** Of the pool; where none is configured, those that the request of the origin named. */
async function fitPlaceholders(
  context: Context,
  { steps }: StoredPlan,
  signal: AbortSignal
): Promise<readonly Placeholder[]> {
  const names = isPoolConfigured(context)
    ? await placeholderNames(context, signal)
    : parkedOn(steps)
  const judged = await judgePlaceholders(context, names, signal)
  return judged.flatMap(({ placeholder, fault }) => (fault ? [] : placeholder))
}

function parkedOn(steps: readonly Step[]): readonly string[] {
  const parks = steps.filter(step => step.action === 'park')
  return [...new Set(parks.map(step => step.toDomainName))]
}

function nobodyLeft(blocked: readonly Blocked[]): RelinkError {
  return new RelinkError('not-possible-now', {
    detail: 'No user of this execution can be moved back; errors says why for each.',
    errors: blocked.map(({ systemUserId, detail }) => ({
      pointer: `/users/${systemUserId}`,
      detail
    }))
  })
}
