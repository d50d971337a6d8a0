import { RelinkError } from '../errors.ts'
import type { Caller } from '../model/caller.ts'
import type { Blocked, Step } from '../model/plan.ts'
import { present } from '../model/present.ts'
import type { StoredExecution, StoredPlan } from '../ports.ts'
import { indexAccounts, type AccountIndex } from '../planning/account-index.ts'
import { fold, recordNameKey } from '../planning/logon-name.ts'
import type { Move } from '../planning/move.ts'
import { userProgress } from '../planning/user-progress.ts'
import { buildPlan } from './build-plan.ts'
import { choosePlaceholders } from './choose-placeholders.ts'
import { answerTimeoutMs, type Context } from './context.ts'
import { begin } from './execute-remap.ts'
import { logonNameKeys } from './logon-name-keys.ts'
import { gatherRecords, type Records } from './gather-records.ts'
import { getExecution } from './get-execution.ts'
import { getPlan } from './get-plan.ts'
import { startRunning } from './run-execution.ts'

/**
 * The users that an execution remapped go back to their old logon names, by a plan of the same
 * planner from the present state. Who can't is named with the reason; with nobody left to move
 * back, 'not-possible-now'.
 */
export async function rollbackExecution(
  context: Context,
  caller: Caller,
  executionId: string
): Promise<StoredExecution> {
  const signal = AbortSignal.timeout(answerTimeoutMs)
  const origin = await rolledBack(context, executionId)
  const records = await gatherRecords(context, signal)
  const { moves, blocked } = await movesBack(context, records, origin, signal)
  const plan: StoredPlan = {
    ...buildPlan(
      context,
      records,
      moves,
      blocked,
      await choosePlaceholders(context, undefined, signal),
      {
        createdBy: caller.name,
        rollbackOf: executionId,
        ...present({ onBehalfOf: caller.onBehalfOf, changeNumber: origin.plan.changeNumber })
      }
    ),
    status: 'Executing'
  }
  if (plan.stepCount === 0) throw nobodyLeft(plan.blocked)
  const execution = await context.store.atomically(async tx => {
    await tx.plans.add(plan)
    return begin(tx, context, caller, plan, 'rollback')
  })
  startRunning(context, execution.executionId)
  return execution
}

interface Origin {
  readonly plan: StoredPlan
  /** The last step of each user that was remapped, and its first. */
  readonly remapped: readonly { readonly first: Step; readonly last: Step }[]
}

async function rolledBack({ store, clock }: Context, executionId: string): Promise<Origin> {
  const execution = await getExecution(store, executionId)
  const { mode, isTerminal, status } = execution
  if (mode !== 'execute' || !isTerminal) {
    throw new RelinkError('not-possible-now', {
      detail:
        mode === 'execute'
          ? `The execution is ${status}. Cancel it first, or wait until it has ended.`
          : `Only an execution that remapped users can be rolled back, not a ${mode}.`
    })
  }
  const plan = await getPlan(store, clock, execution.planId)
  const journal = await store.executions.readJournal(executionId)
  const users = userProgress(plan.steps, journal, execution)
  const done = new Set(
    users.filter(user => user.status === 'Remapped').map(user => user.systemUserId)
  )
  const groups = Map.groupBy(plan.steps, step => step.systemUserId)
  return {
    plan,
    remapped: [...groups].flatMap(([id, [first, ...more]]) =>
      first && done.has(id) ? [{ first, last: more.at(-1) ?? first }] : []
    )
  }
}

async function movesBack(
  { directory }: Context,
  records: Records,
  { remapped }: Origin,
  signal: AbortSignal
): Promise<{ moves: Move[]; blocked: Blocked[] }> {
  const names = remapped.map(({ first }) => recordNameKey(first.fromDomainName, records.domains))
  const accounts = await directory.findAccounts(logonNameKeys(names), signal)
  const index = indexAccounts(accounts, records.domains)
  const results = remapped.map(({ first, last }) => moveBack(first, last, records, index))
  return {
    moves: results.filter(result => 'toObjectGuid' in result),
    blocked: results.filter(result => 'code' in result)
  }
}

function moveBack(
  first: Step,
  last: Step,
  records: Records,
  accounts: AccountIndex
): Move | Blocked {
  const state = records.states.find(each => each.systemUserId === first.systemUserId)
  const account = accounts.named(first.fromDomainName)
  const refuse = (detail: string): Blocked => ({
    systemUserId: first.systemUserId,
    fullName: first.fullName,
    code: 'not-reversible',
    detail
  })
  if (state?.nameKey !== recordNameKey(last.toDomainName, records.domains)) {
    return refuse(`The record no longer holds ${last.toDomainName}: somebody changed it since.`)
  }
  if (!account) return refuse(`Active Directory has no account ${first.fromDomainName} any more.`)
  if (!first.fromObjectGuid) {
    return refuse(
      `It is not known which account the record was linked to before, so ${first.fromDomainName} may be somebody else's now. Plan it by \`targets\` if it is right.`
    )
  }
  if (account.objectGuid !== first.fromObjectGuid) {
    return refuse(`${first.fromDomainName} belongs to another account now.`)
  }
  return {
    ...state,
    toDomainName: account.logonName,
    toNameKey: fold(account.logonName),
    toObjectGuid: account.objectGuid
  }
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
