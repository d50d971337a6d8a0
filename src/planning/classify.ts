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
}

/** Every user of the world, in its order: correlated, rival claims settled, explained. */
export function classify(world: World): readonly Finding[] {
  const { users, links, accounts, domains } = world
  const correlations = new Map(
    users
      .filter(user => user.domainName !== '')
      .map(user => [user, correlate(user, links.get(user.systemUserId), accounts, domains)])
  )
  const claims = resolveClaims(correlations)
  return users.map(user => toFinding(user, claims.get(user) ?? nameless, world))
}

/** SYSTEM and INTEGRATION have no logon name and so nothing to lead anywhere. */
const nameless: Claim = { kind: 'inSync', confidence: 'weak', evidence: [] }

function toFinding(user: User, claim: Claim, world: World): Finding {
  const link = world.links.get(user.systemUserId)
  const guid = claim.account?.objectGuid ?? link?.objectGuid
  const reason = protectedReason(user, world.protection, guid)
  const blocked = reason ? ('user-protected' as const) : blockedCode(claim)
  return {
    ...claim,
    user,
    ...(link && { link }),
    ...(reason && { protectedReason: reason }),
    ...(blocked && { blocked }),
    wouldDo: wouldDo(recordNameKey(user.domainName, world.domains), claim, link, blocked),
    explanation: explain(user, claim, reason)
  }
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
  link: Link | undefined,
  blocked: BlockedCode | undefined
): Finding['wouldDo'] {
  if (claim.kind === 'inSync' || blocked === 'user-protected') return 'nothing'
  if (blocked || !claim.account) return 'askAPerson'
  const change = {
    ...(link && { oldGuid: link.objectGuid }),
    newGuid: claim.account.objectGuid,
    oldName,
    newName: claim.account.logonName
  }
  return mustHop(change) ? 'parkAndMap' : 'map'
}
