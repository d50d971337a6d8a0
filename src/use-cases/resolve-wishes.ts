import type { Account, AccountKeys } from '../model/account.ts'
import type { Blocked } from '../model/plan.ts'
import { indexAccounts } from '../planning/account-index.ts'
import { judgeWish, type Wish } from '../planning/judge-wish.ts'
import { fold, nameKeys, recordNameKey } from '../planning/logon-name.ts'
import type { Move, RecordState } from '../planning/move.ts'
import type { Context } from './context.ts'
import type { Records } from './gather-records.ts'
import { placeholderNames } from './placeholder-names.ts'

export interface Resolved {
  /** Every record, those that spell a concerned account by its UPN under its logon name. */
  readonly states: readonly RecordState[]
  readonly moves: readonly Move[]
  readonly blocked: readonly Blocked[]
}

/**
 * Holds each wish against both sides as they are now: a move, or why there is none. `asked` are
 * the placeholders that the request names; like those of the pool they are nobody's account.
 */
export async function resolveWishes(
  context: Context,
  records: Records,
  wishes: readonly Wish[],
  asked: readonly string[],
  signal: AbortSignal
): Promise<Resolved> {
  const { domains } = records
  const stateOf = new Map(records.states.map(state => [state.systemUserId, state]))
  const concerned = wishes.flatMap(wish => stateOf.get(wish.systemUserId) ?? [])
  const keys = accountKeys(wishes, concerned, records)
  const found = await context.directory.findAccounts(keys, signal)
  const names = [...(await placeholderNames(context, signal)), ...asked]
  const placeholders = new Set(names.map(name => recordNameKey(name, domains)))
  const world = { ...records, stateOf, accounts: indexAccounts(found, domains), placeholders }
  const results = wishes.map(wish => judgeWish(wish, world))
  return {
    states: byLogonName(records.states, found),
    moves: results.filter(result => 'toObjectGuid' in result),
    blocked: results.filter(result => 'code' in result)
  }
}

/** A UPN of any suffix is a name that a record may hold; the planner compares logon names. */
function byLogonName(
  states: readonly RecordState[],
  accounts: readonly Account[]
): readonly RecordState[] {
  const names = new Map(
    accounts.map(({ userPrincipalName = '', logonName }) => [fold(userPrincipalName), logonName])
  )
  return states.map(state => {
    const logonName = state.nameKey === '' ? undefined : names.get(state.nameKey)
    return logonName === undefined ? state : { ...state, nameKey: fold(logonName) }
  })
}

/** The accounts that the records lead to now, and those that they should lead to. */
function accountKeys(
  wishes: readonly Wish[],
  concerned: readonly RecordState[],
  { domains }: Records
): AccountKeys {
  const names = [
    ...concerned.map(state => state.domainName),
    ...wishes.flatMap(wish => (wish.kind === 'decided' ? wish.account : []))
  ]
  const guids = [
    ...concerned.flatMap(state => state.objectGuid ?? []),
    ...wishes.flatMap(wish => (wish.kind === 'found' ? (wish.mismatch.objectGuid ?? []) : []))
  ]
  const keys = names.map(name => nameKeys(name, domains))
  return {
    guids: new Set(guids),
    sids: new Set<string>(),
    logonNames: new Set(keys.flatMap(key => key.logonName ?? [])),
    addresses: new Set(keys.flatMap(key => key.upn ?? [])),
    employeeIds: new Set<string>()
  }
}
