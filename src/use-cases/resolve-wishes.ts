import type { Account } from '../model/account.ts'
import type { Blocked, BlockedCode } from '../model/plan.ts'
import { indexAccounts, type AccountIndex } from '../planning/account-index.ts'
import { fold, nameKeys, recordNameKey } from '../planning/logon-name.ts'
import type { Move, RecordState } from '../planning/move.ts'
import { protectedReason } from '../planning/protected-reason.ts'
import type { Context } from './context.ts'
import type { Records } from './gather-records.ts'
import type { Wish } from './wishes-of.ts'

export interface Resolved {
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
  const found = await context.directory.findAccounts(targetKeys(wishes, records), signal)
  const accounts = indexAccounts(found, records.domains)
  const states = new Map(records.states.map(state => [state.systemUserId, state]))
  const results = wishes.map(wish =>
    resolve(wish, states.get(wish.systemUserId), accounts, records)
  )
  return {
    moves: results.filter(result => 'toObjectGuid' in result),
    blocked: results.filter(result => 'code' in result)
  }
}

function targetKeys(wishes: readonly Wish[], { domains }: Records) {
  const names = wishes.flatMap(wish => (wish.kind === 'decided' ? wish.account : []))
  const guids = wishes.flatMap(wish =>
    wish.kind === 'found' ? (wish.mismatch.objectGuid ?? []) : []
  )
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
  const reason = user && protectedReason(user, records.protection, state.objectGuid)
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
