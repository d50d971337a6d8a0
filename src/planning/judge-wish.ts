import type { Link } from '../model/link.ts'
import type { Mismatch, MismatchKind } from '../model/mismatch.ts'
import type { Blocked, BlockedCode } from '../model/plan.ts'
import type { AccountIndex } from './account-index.ts'
import type { JudgedWorld } from './judged-world.ts'
import { logonNameFault } from './logon-name-fault.ts'
import { fold } from './logon-name.ts'
import type { Move, RecordState } from './move.ts'
import { accountReason } from './protected-reason.ts'
import { toMove } from './to-move.ts'
import { whyProtected } from './why-protected.ts'

/** Whom a plan should move: by a scan's finding, by a person's decision, or in vain. */
export type Wish =
  | { readonly kind: 'found'; readonly systemUserId: string; readonly mismatch: Mismatch }
  | { readonly kind: 'decided'; readonly systemUserId: string; readonly account: string }
  | { readonly kind: 'not-found-by-scan'; readonly systemUserId: string }
  | {
      readonly kind: 'of-another-kind'
      readonly systemUserId: string
      readonly found: MismatchKind
    }

export interface WishWorld extends JudgedWorld {
  /** In the form of `recordNameKey`. */
  readonly placeholders: ReadonlySet<string>
}

/**
 * | record | protected | wish             | the account                       | answer               |
 * |--------|-----------|------------------|-----------------------------------|----------------------|
 * | none   |           |                  |                                   | `user-not-found`     |
 * | exists | yes       |                  |                                   | `user-protected`     |
 * | exists | no        | scan found none  |                                   | `already-in-sync`    |
 * | exists | no        | another kind     |                                   | `kind-not-asked-for` |
 * | exists | no        | found, in doubt  |                                   | the scan's reason    |
 * | exists | no        | found            | the record or its link: not as the scan saw | `changed-since-scan` |
 * | exists | no        | decided          | is not there                      | `target-not-found`   |
 * | exists | no        | decided          | is the record's, by name and link | `already-in-sync`    |
 * | exists | no        | found or decided | is a placeholder, or protected    | `target-not-allowed` |
 * | exists | no        | found or decided | any other                         | a move               |
 */
export function judgeWish(wish: Wish, world: WishWorld): Move | Blocked {
  const state = world.stateOf.get(wish.systemUserId)
  const user = world.byId.get(wish.systemUserId)
  if (!state || !user) return notFound(wish)
  const reason = whyProtected(user, world)
  if (reason) return blocked(state, 'user-protected', reason)
  const move = judgeTarget(wish, state, world)
  return 'code' in move ? move : (targetFault(move, world) ?? move)
}

function judgeTarget(wish: Wish, state: RecordState, world: WishWorld): Move | Blocked {
  switch (wish.kind) {
    case 'not-found-by-scan':
      return blocked(state, 'already-in-sync', noMismatch)
    case 'of-another-kind':
      return blocked(state, 'kind-not-asked-for', leftOut(wish.found))
    case 'found':
      return judgeFound(wish.mismatch, state, world)
    case 'decided':
      return judgeDecided(wish.account, state, world)
  }
}

function judgeFound(
  mismatch: Mismatch,
  state: RecordState,
  { accounts, links, key }: WishWorld
): Move | Blocked {
  const { remappable, blockedReason, explanation, expectedDomainName = '' } = mismatch
  if (!remappable) return blocked(state, blockedReason as BlockedCode, explanation)
  const account = accounts.withGuid(mismatch.objectGuid ?? '')
  const isAsSeen =
    fold(account?.logonName ?? '') === fold(expectedDomainName) &&
    state.nameKey === key(mismatch.domainName) &&
    isLinkAsSeen(mismatch, links)
  return account && isAsSeen
    ? toMove(state, account)
    : blocked(state, 'changed-since-scan', changedSince)
}

/** A link that was imported or proven since may say more than the scan knew. */
function isLinkAsSeen(
  { systemUserId, evidence, objectGuid }: Mismatch,
  links: ReadonlyMap<string, Link>
): boolean {
  const seen = evidence.find(({ fact }) => fact === 'link-baseline')?.dynamics
  const linked = links.get(systemUserId)?.objectGuid
  return linked === seen || linked === objectGuid
}

function judgeDecided(name: string, state: RecordState, { accounts }: WishWorld): Move | Blocked {
  const account = accounts.named(name)
  if (!account) return blocked(state, 'target-not-found', whyNotFound(name, accounts))
  const isThere =
    state.nameKey === fold(account.logonName) && state.objectGuid === account.objectGuid
  return isThere
    ? blocked(state, 'already-in-sync', `The record leads to ${account.logonName} already.`)
    : { ...toMove(state, account), isDisputed: isDisputed(state, accounts) }
}

/**
 * A person decides against the link of a record that does not lead to its account either, although
 * that is there: somebody may have changed the record since the link was proven.
 */
function isDisputed({ objectGuid = '', domainName }: RecordState, accounts: AccountIndex): boolean {
  const linked = accounts.withGuid(objectGuid)
  return linked !== undefined && linked !== accounts.named(domainName)
}

function whyNotFound(name: string, accounts: AccountIndex): string {
  const namesakes = accounts.allNamed(name).map(({ logonName }) => logonName)
  if (namesakes.length > 1) {
    return `${name} could be more than one account: ${namesakes.join(', ')}. Name one by DOMAIN\\name, or make the names different.`
  }
  const why = logonNameFault(name) ?? 'Check the spelling (DOMAIN\\name or UPN).'
  return `Active Directory has no account ${name}. ${why}`
}

/** Nobody is given a protected person's account, nor a placeholder for good. */
function targetFault(
  move: Move,
  { protection, placeholders, accounts }: WishWorld
): Blocked | undefined {
  const { toObjectGuid: objectGuid, toDomainName: logonName, toNameKey } = move
  const reason = placeholders.has(toNameKey)
    ? 'It is a placeholder.'
    : accountReason(accounts.withGuid(objectGuid) ?? { objectGuid, logonName }, protection)
  return reason === undefined
    ? undefined
    : blocked(move, 'target-not-allowed', `${logonName} can be given to nobody. ${reason}`)
}

const noMismatch =
  'The scan found no mismatch for this user. Name the account under `targets` if it is wrong all the same.'
const changedSince =
  'The record or the account changed since the scan. Run detect-mismatch again and plan from that.'

function leftOut(found: MismatchKind): string {
  return `The scan found this user \`${found}\`, which \`kinds\` leaves out. Name it there as well, or leave \`kinds\` away.`
}

function blocked(
  { systemUserId, fullName }: RecordState,
  code: BlockedCode,
  detail: string
): Blocked {
  return { systemUserId, fullName, code, detail }
}

function notFound({ systemUserId }: Wish): Blocked {
  const detail = 'Dynamics has no user with this systemuserid.'
  return { systemUserId, code: 'user-not-found', detail }
}
