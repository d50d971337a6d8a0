import type { Account } from '../model/account.ts'
import type { ExecutionUser } from '../model/execution.ts'
import type { Blocked, BlockedCode, Step } from '../model/plan.ts'
import type { JudgedWorld } from './judged-world.ts'
import type { Move, RecordState } from './move.ts'
import { toMove } from './to-move.ts'
import { whyProtected } from './why-protected.ts'

export interface BackWorld extends JudgedWorld {
  /** In the form of `recordNameKey`; those that the execution used among them. */
  readonly placeholders: ReadonlySet<string>
}

/**
 * Whether a user of an execution can be led back; `first` is their first step in it.
 *
 * | user     | record now            | link before | its old name leads to now | answer           |
 * |----------|-----------------------|-------------|---------------------------|------------------|
 * | any      | is gone               |             |                           | `not-reversible` |
 * | remapped | protected by now      |             |                           | `user-protected` |
 * | not      | on a placeholder      |             |                           | `not-reversible` |
 * | not      | as it was, or changed |             |                           | `not-reversible` |
 * | remapped | not the new name      |             |                           | `not-reversible` |
 * | remapped | the new name          | any         | a placeholder             | `not-reversible` |
 * | remapped | the new name          | unknown     |                           | `not-reversible` |
 * | remapped | the new name          | known       | no account                | `not-reversible` |
 * | remapped | the new name          | known       | another account           | `not-reversible` |
 * | remapped | the new name          | known       | the account as before     | a move           |
 */
export function moveBack(user: ExecutionUser, first: Step, world: BackWorld): Move | Blocked {
  const { systemUserId, fullName } = user
  const refuse = (detail: string, code: BlockedCode = 'not-reversible'): Blocked => ({
    systemUserId,
    fullName,
    code,
    detail
  })
  const state = world.stateOf.get(systemUserId)
  const record = world.byId.get(systemUserId)
  if (!state || !record) return refuse('Dynamics has no such record any more.')
  if (user.status !== 'Remapped') return refuse(notRemapped(user, state, world))
  const account = world.accounts.named(first.fromDomainName)
  const before = [account?.objectGuid, first.fromObjectGuid]
  const reason = whyProtected(record, world, before)
  if (reason) return refuse(reason, 'user-protected')
  const fault = changeOf(user, state, world) ?? oldAccountFault(first, account, world)
  return account && fault === undefined ? toMove(state, account) : refuse(fault ?? '')
}

function notRemapped(
  { status, code, toDomainName }: ExecutionUser,
  { domainName, nameKey }: RecordState,
  { placeholders }: BackWorld
): string {
  const why = status === 'Skipped' ? 'did not begin this user' : `failed for this user (${code})`
  return placeholders.has(nameKey)
    ? `The execution ${why}, and the record is on the placeholder ${domainName}. It is tried every minute to bring it to ${toDomainName}; there is nothing to take back yet.`
    : `The execution ${why}: there is nothing to take back. The record holds ${domainName}.`
}

function changeOf(
  { fromDomainName, toDomainName }: ExecutionUser,
  { domainName, nameKey }: RecordState,
  { key }: BackWorld
): string | undefined {
  if (nameKey === key(toDomainName)) return undefined
  return nameKey === key(fromDomainName)
    ? `The record holds ${domainName} again already.`
    : `The record holds ${domainName}, no longer ${toDomainName}: somebody changed it since.`
}

function oldAccountFault(
  { fromDomainName, fromObjectGuid }: Step,
  account: Account | undefined,
  { accounts, key, placeholders }: BackWorld
): string | undefined {
  if (placeholders.has(key(fromDomainName))) {
    return `The record was on the placeholder ${fromDomainName} before, and nobody is put back on one.`
  }
  if (!fromObjectGuid) {
    return `It is not known which account the record was linked to before, so ${fromDomainName} may be somebody else's now. Plan it by \`targets\` if it is right.`
  }
  if (account?.objectGuid === fromObjectGuid) return undefined
  const old = accounts.withGuid(fromObjectGuid)
  const whereabouts = old ? `is called ${old.logonName} now` : 'is gone'
  return account
    ? `${fromDomainName} belongs to another account now; the one before ${whereabouts}.`
    : `Active Directory has no account ${fromDomainName} any more: the one that it led to ${whereabouts}.`
}
