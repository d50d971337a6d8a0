import type { Account, Domain } from '../model/account.ts'
import type { Link } from '../model/link.ts'
import type { BlockedCode } from '../model/plan.ts'
import type { User } from '../model/user.ts'
import type { AccountIndex } from './account-index.ts'
import { correlate } from './correlate.ts'
import type { Correlation } from './correlation.ts'
import { explain } from './explain.ts'
import { protectedReason, type Protection } from './protected-reason.ts'
import { resolveClaims, type Claim } from './resolve-claims.ts'
import { withTraces, type Traces } from './trace-evidence.ts'
import { blockedCode, wouldDo, type Deed } from './would-do.ts'

/** What a scan says of one user. */
export interface Finding extends Claim {
  readonly user: User
  readonly link?: Link
  /** Set: the user is never touched, whatever else is found. */
  readonly protectedReason?: string
  /** Set for a mismatch that no plan takes up without `targets`. */
  readonly blocked?: BlockedCode
  readonly wouldDo: Deed
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
  readonly isPlaceholder: (account: Account) => boolean
  /** Absent before a closer look was taken. */
  readonly traces?: Traces
}

/** Every user of the world, in its order: correlated, rival claims settled, explained. */
export function classify(world: World): readonly Finding[] {
  const claimants = world.users.map(user => ({ user, correlation: correlationOf(user, world) }))
  const claims = resolveClaims(claimants)
  return world.users.map((user, index) => toFinding(user, claims[index] ?? nameless, world))
}

/** A placeholder is nobody's account: a link to one proves nothing, and shows that something is wrong. */
function correlationOf(user: User, world: World): Correlation {
  if (user.domainName === '') return nameless
  const link = world.links.get(user.systemUserId)
  const linked = world.accounts.withGuid(link?.objectGuid ?? '')
  const proof = linked && world.isPlaceholder(linked) ? undefined : link
  const found = correlate(user, proof, world.accounts, world.domains, world.isParked(user))
  if (found.kind === 'inSync') return found
  return proof === link
    ? withTraces(found, link, world.traces ?? new Map())
    : { ...found, confidence: 'weak', doubt: 'linkedToPlaceholder' }
}

/** SYSTEM and INTEGRATION have no logon name and so nothing to lead anywhere. */
const nameless: Correlation = { kind: 'inSync', confidence: 'weak', evidence: [] }

function toFinding(user: User, claim: Claim, world: World): Finding {
  const link = world.links.get(user.systemUserId)
  const isParked = world.isParked(user)
  const reason = protectedReason(user, world.protection, accountsOf(claim, link))
  const blocked = blockedCode(claim, reason !== undefined)
  const change = { oldName: user.domainName, oldGuid: heldBy(link, isParked), claim, blocked }
  return {
    ...claim,
    user,
    ...(link && { link }),
    ...(reason && { protectedReason: reason }),
    ...(blocked && { blocked }),
    wouldDo: wouldDo(change, world.accounts.keyOf),
    explanation: explain(user, claim, isParked, reason)
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
