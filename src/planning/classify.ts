import type { Domain } from '../model/account.ts'
import type { Link } from '../model/link.ts'
import type { Confidence, MismatchKind } from '../model/mismatch.ts'
import type { BlockedCode } from '../model/plan.ts'
import type { User } from '../model/user.ts'
import type { AccountIndex } from './account-index.ts'
import { correlate } from './correlate.ts'
import { explain } from './explain.ts'
import { recordNameKey } from './logon-name.ts'
import { mustHop } from './must-hop.ts'
import { protectedReason, type Protection } from './protected-reason.ts'
import { resolveClaims, type Claim } from './resolve-claims.ts'

/** What a scan says of one user. */
export interface Finding extends Claim {
  readonly user: User
  readonly link?: Link
  /** Set: the user is never touched, whatever else is found. */
  readonly protectedReason?: string
  /** Set for a mismatch that no plan takes up without `targets`. */
  readonly blocked?: BlockedCode
  readonly wouldDo: 'nothing' | 'map' | 'parkAndMap' | 'askAPerson'
  readonly explanation: string
}

export interface World {
  readonly users: readonly User[]
  readonly links: ReadonlyMap<string, Link>
  readonly accounts: AccountIndex
  readonly domains: readonly Domain[]
  readonly protection: Protection
  /** Whether the record names a placeholder. */
  readonly isParked: (user: User) => boolean
}

/** Every user of the world, in its order: correlated, rival claims settled, explained. */
export function classify(world: World): readonly Finding[] {
  const { users, links, accounts, domains } = world
  const correlations = new Map(
    users
      .filter(user => user.domainName !== '')
      .map(user => {
        const link = links.get(user.systemUserId)
        return [user, correlate(user, link, accounts, domains, world.isParked(user))]
      })
  )
  const claims = resolveClaims(correlations)
  return users.map(user => toFinding(user, claims.get(user) ?? nameless, world))
}

/** SYSTEM and INTEGRATION have no logon name and so nothing to lead anywhere. */
const nameless: Claim = { kind: 'inSync', confidence: 'weak', evidence: [] }

function toFinding(user: User, claim: Claim, world: World): Finding {
  const link = world.links.get(user.systemUserId)
  const reason = protectedReason(user, world.protection, accountsOf(claim, link))
  const blocked = reason ? ('user-protected' as const) : blockedCode(claim)
  const isParked = world.isParked(user)
  return {
    ...claim,
    user,
    ...(link && { link }),
    ...(reason && { protectedReason: reason }),
    ...(blocked && { blocked }),
    wouldDo: wouldDo(
      recordNameKey(user.domainName, world.domains),
      claim,
      heldBy(link, isParked),
      blocked
    ),
    explanation: explain(user, claim, {
      isParked,
      ...(reason && { protectedReason: reason })
    })
  }
}

/** What the record may belong to. Without a link that is also whoever has its name. */
function accountsOf(claim: Claim, link: Link | undefined) {
  return [claim.account, link, link ? undefined : claim.nameHolder]
}

/** The account that Dynamics holds for the record, as far as that is known. */
function heldBy(link: Link | undefined, isParked: boolean): string | undefined {
  return isParked ? 'the placeholder' : link?.objectGuid
}

const blockedByKind: Record<'inSync' | MismatchKind, BlockedCode | undefined> = {
  inSync: undefined,
  renamed: undefined,
  moved: undefined,
  nameReused: undefined,
  recreated: undefined,
  orphaned: 'orphaned',
  ambiguous: 'ambiguous-match',
  conflict: 'conflict'
}

const isEnough: Record<Confidence, boolean> = { proven: true, strong: true, weak: false }

function blockedCode(claim: Claim): BlockedCode | undefined {
  if (claim.kind === 'inSync') return undefined
  return blockedByKind[claim.kind] ?? (isEnough[claim.confidence] ? undefined : 'weak-evidence')
}

function wouldDo(
  oldName: string,
  claim: Claim,
  oldGuid: string | undefined,
  blocked: BlockedCode | undefined
): Finding['wouldDo'] {
  if (claim.kind === 'inSync' || blocked === 'user-protected') return 'nothing'
  if (blocked || !claim.account) return 'askAPerson'
  const change = {
    ...(oldGuid !== undefined && { oldGuid }),
    newGuid: claim.account.objectGuid,
    oldName,
    newName: claim.account.logonName
  }
  return mustHop(change) ? 'parkAndMap' : 'map'
}
