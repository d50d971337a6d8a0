import type { AccountKeys } from '../model/account.ts'
import type { Blocked } from '../model/plan.ts'
import { indexAccounts } from '../planning/account-index.ts'
import { judgeWish, type Wish } from '../planning/judge-wish.ts'
import { recordNameKey } from '../planning/logon-name.ts'
import type { Move, RecordState } from '../planning/move.ts'
import type { Context } from './context.ts'
import type { Records } from './gather-records.ts'
import { placeholderNames } from './placeholder-names.ts'
import { writtenNameKeys } from './written-name-keys.ts'

export interface Resolved {
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
    moves: results.filter(result => 'toObjectGuid' in result),
    blocked: results.filter(result => 'code' in result)
  }
}

/** The accounts that the records lead to now, and those that they should lead to. */
function accountKeys(
  wishes: readonly Wish[],
  concerned: readonly RecordState[],
  { domains, links }: Records
): AccountKeys {
  const names = [
    ...concerned.map(state => state.domainName),
    ...wishes.flatMap(wish => (wish.kind === 'decided' ? wish.account : []))
  ]
  const guids = [
    ...concerned.flatMap(state => state.objectGuid ?? []),
    ...concerned.flatMap(state => links.get(state.systemUserId)?.objectGuid ?? []),
    ...wishes.flatMap(wish => (wish.kind === 'found' ? (wish.mismatch.objectGuid ?? []) : []))
  ]
  return writtenNameKeys(names, domains, guids)
}
