import type { Account, AccountKeys } from '../model/account.ts'
import type { Blocked, BlockedCode } from '../model/plan.ts'
import { indexAccounts, type AccountIndex } from '../planning/account-index.ts'
import { fold, nameKeys, recordNameKey } from '../planning/logon-name.ts'
import type { Move, RecordState } from '../planning/move.ts'
import { accountReason, protectedReason } from '../planning/protected-reason.ts'
import type { Context } from './context.ts'
import type { Records } from './gather-records.ts'
import { placeholderNames } from './placeholder-names.ts'
import type { Wish } from './wishes-of.ts'

export interface Resolved {
  /** Every record, those that spell a concerned account by its UPN under its logon name. */
  readonly states: readonly RecordState[]
  readonly moves: readonly Move[]
  readonly blocked: readonly Blocked[]
}

/** Holds each wish against both sides as they are now: a move, or why there is none. */
export async function resolveWishes(
  context: Context,
  records: Records,
  wishes: readonly Wish[],
  signal: AbortSignal
): Promise<Resolved> {
  const states = new Map(records.states.map(state => [state.systemUserId, state]))
  const concerned = wishes.flatMap(wish => states.get(wish.systemUserId) ?? [])
  const keys = accountKeys(wishes, concerned, records)
  const found = await context.directory.findAccounts(keys, signal)
  const accounts = indexAccounts(found, records.domains)
  const pool = new Set((await placeholderNames(context, signal)).map(fold))
  const results = wishes
    .map(wish => resolve(wish, states.get(wish.systemUserId), accounts, records))
    .map(result => refuseTarget(result, records, pool))
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

function resolve(
  wish: Wish,
  state: RecordState | undefined,
  accounts: AccountIndex,
  records: Records
): Move | Blocked {
  if (!state) return notFound(wish)
  const user = records.byId.get(wish.systemUserId)
  const own = [accounts.named(state.domainName), accounts.withGuid(state.objectGuid ?? '')]
  const reason = user && protectedReason(user, records.protection, own)
  if (reason) return blocked(state, 'user-protected', reason)
  switch (wish.kind) {
    case 'not-found-by-scan':
      return blocked(
        state,
        'already-in-sync',
        'The scan found no mismatch for this user. Name the account under `targets` if it is wrong all the same.'
      )
    case 'found':
      return resolveFound(wish.mismatch, state, accounts, records)
    case 'decided':
      return resolveDecided(wish.account, state, accounts)
  }
}

function resolveFound(
  mismatch: Extract<Wish, { kind: 'found' }>['mismatch'],
  state: RecordState,
  accounts: AccountIndex,
  { domains }: Records
): Move | Blocked {
  if (!mismatch.remappable) {
    return blocked(state, mismatch.blockedReason as BlockedCode, mismatch.explanation)
  }
  const account = accounts.withGuid(mismatch.objectGuid ?? '')
  const isAsSeen =
    account !== undefined &&
    fold(account.logonName) === fold(mismatch.expectedDomainName ?? '') &&
    state.nameKey === recordNameKey(mismatch.domainName, domains)
  return isAsSeen
    ? toMove(state, account)
    : blocked(
        state,
        'changed-since-scan',
        'The record or the account changed since the scan. Run detect-mismatch again and plan from that.'
      )
}

function resolveDecided(name: string, state: RecordState, accounts: AccountIndex): Move | Blocked {
  const account = accounts.named(name)
  if (!account) {
    return blocked(
      state,
      'target-not-found',
      `Active Directory has no account ${name}. Check the spelling (DOMAIN\\name or UPN).`
    )
  }
  const isThere =
    state.nameKey === fold(account.logonName) && state.objectGuid === account.objectGuid
  return isThere
    ? blocked(state, 'already-in-sync', `The record leads to ${account.logonName} already.`)
    : toMove(state, account)
}

/** Nobody is given a protected person's account, nor a placeholder for good. */
function refuseTarget(
  result: Move | Blocked,
  { protection }: Records,
  pool: ReadonlySet<string>
): Move | Blocked {
  if ('code' in result) return result
  const { toObjectGuid: objectGuid, toDomainName: logonName } = result
  const reason = pool.has(fold(logonName))
    ? 'It is a placeholder.'
    : accountReason({ objectGuid, logonName }, protection)
  return reason
    ? blocked(result, 'target-not-allowed', `${logonName} can be given to nobody. ${reason}`)
    : result
}

function toMove(state: RecordState, account: Account): Move {
  return {
    ...state,
    toDomainName: account.logonName,
    toNameKey: fold(account.logonName),
    toObjectGuid: account.objectGuid
  }
}

function blocked(state: RecordState, code: BlockedCode, detail: string): Blocked {
  return { systemUserId: state.systemUserId, fullName: state.fullName, code, detail }
}

function notFound({ systemUserId }: Wish): Blocked {
  return {
    systemUserId,
    code: 'user-not-found',
    detail: 'Dynamics has no user with this systemuserid.'
  }
}
