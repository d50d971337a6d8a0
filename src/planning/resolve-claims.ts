import type { User } from '../model/user.ts'
import type { Correlation } from './correlate.ts'

/** A record's correlation, and who else claims the same account if that is why it is a conflict. */
export interface Claim extends Correlation {
  readonly rivals?: readonly User[]
}

/**
 * Where several records claim one account, the best founded claim stands (proven before strong
 * before weak; in sync before mismatch) and the others are conflicts; with two equally well
 * founded claims all are: a person has to choose.
 */
export function resolveClaims(correlations: ReadonlyMap<User, Correlation>): Map<User, Claim> {
  const result = new Map<User, Claim>(correlations)
  for (const claimants of byAccount(correlations).values()) {
    if (claimants.length < 2) continue
    for (const loser of losers(claimants)) {
      const rivals = claimants.filter(each => each !== loser).map(each => each.user)
      result.set(loser.user, asConflict(loser.correlation, rivals))
    }
  }
  return result
}

interface Claimant {
  readonly user: User
  readonly correlation: Correlation
}

function byAccount(correlations: ReadonlyMap<User, Correlation>): Map<string, Claimant[]> {
  const result = new Map<string, Claimant[]>()
  for (const [user, correlation] of correlations) {
    const guid = correlation.account?.objectGuid
    if (guid) result.set(guid, [...(result.get(guid) ?? []), { user, correlation }])
  }
  return result
}

function losers(claimants: readonly Claimant[]): readonly Claimant[] {
  const best = Math.max(...claimants.map(rank))
  const winners = claimants.filter(each => rank(each) === best)
  return winners.length === 1 ? claimants.filter(each => each !== winners[0]) : claimants
}

const weight = { proven: 4, strong: 2, weak: 0 } as const

function rank({ correlation }: Claimant): number {
  return weight[correlation.confidence] + (correlation.kind === 'inSync' ? 1 : 0)
}

function asConflict(correlation: Correlation, rivals: readonly User[]): Claim {
  const named = rivals.map(rival => ({
    fact: 'also-claimed-by' as const,
    dynamics: rival.systemUserId,
    agrees: false
  }))
  return { ...correlation, kind: 'conflict', rivals, evidence: [...correlation.evidence, ...named] }
}
