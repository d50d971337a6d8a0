import type { User } from '../model/user.ts'
import type { Correlation } from './correlation.ts'

/** A record's correlation, and who else claims the same account if that is why it is a conflict. */
export interface Claim extends Correlation {
  /** In the order of their ids. */
  readonly rivals?: readonly User[]
}

/**
 * Where several records claim one account, the best founded claim stands (proven before strong
 * before weak, and in sync before mismatch; a strong mismatch and a weak one in sync are equal) and
 * the others are conflicts; with two equally well founded claims all are: a person has to choose. Answers in the order of the claimants.
 */
export function resolveClaims(claimants: readonly Claimant[]): readonly Claim[] {
  const conflicts = new Map<Claimant, Claim>()
  for (const rivals of contested(claimants)) {
    for (const loser of losers(rivals)) {
      const others = rivals.filter(each => each !== loser).map(each => each.user)
      conflicts.set(loser, asConflict(loser.correlation, others.toSorted(byId)))
    }
  }
  return claimants.map(each => conflicts.get(each) ?? each.correlation)
}

export interface Claimant {
  readonly user: User
  readonly correlation: Correlation
}

/** Those who claim one account, for each account that more than one claims. */
function contested(claimants: readonly Claimant[]): Iterable<readonly Claimant[]> {
  const first = new Map<string, Claimant>()
  const several = new Map<string, readonly Claimant[]>()
  for (const claimant of claimants) {
    const guid = claimant.correlation.account?.objectGuid
    if (guid === undefined) continue
    const known = first.get(guid)
    if (known) several.set(guid, [...(several.get(guid) ?? [known]), claimant])
    else first.set(guid, claimant)
  }
  return several.values()
}

function losers(claimants: readonly Claimant[]): readonly Claimant[] {
  const best = Math.max(...claimants.map(rank))
  const winners = claimants.filter(each => rank(each) === best)
  return winners.length === 1 ? claimants.filter(each => each !== winners[0]) : claimants
}

/** To have the account's name already weighs as much as attributes do, and less than proof. */
const weight = { proven: 6, strong: 2, weak: 0 } as const

function rank({ correlation }: Claimant): number {
  return weight[correlation.confidence] + (correlation.kind === 'inSync' ? 2 : 0)
}

function byId(a: User, b: User): number {
  return a.systemUserId < b.systemUserId ? -1 : 1
}

/** A lost claim proves nothing, and what made it doubtful is settled. */
function asConflict(correlation: Correlation, rivals: readonly User[]): Claim {
  const { provesLink: _proof, doubt: _doubt, ...claim } = correlation
  const named = rivals.map(rival => ({
    fact: 'also-claimed-by' as const,
    dynamics: rival.systemUserId,
    agrees: false
  }))
  return { ...claim, kind: 'conflict', rivals, evidence: [...claim.evidence, ...named] }
}
