import type { Account } from '../model/account.ts'
import type { Evidence } from '../model/mismatch.ts'
import type { User } from '../model/user.ts'
import { comparePeople, type Resemblance } from './compare-people.ts'
import type { Given } from './correlation.ts'
import { createdEvidence } from './evidence.ts'

export interface Candidate {
  readonly account: Account
  readonly likeness: Resemblance
}

/** All accounts but that one that share an employee id or an address with the person. */
export function candidatesOf(
  { user, accounts, upn }: Given,
  except?: Account
): readonly Candidate[] {
  return accounts
    .alike(user, upn)
    .filter(account => account !== except)
    .map(account => ({ account, likeness: comparePeople(user, account, upn) }))
}

/** Nobody is offered an account with another employee id. */
export function toOffer(candidates: readonly Candidate[]): readonly Account[] {
  return candidates.filter(each => !each.likeness.isStranger).map(each => each.account)
}

/** Each by name; of an only one also what speaks for it and against. */
export function candidateEvidence(
  user: User,
  candidates: readonly Candidate[]
): readonly Evidence[] {
  const rows = candidates.map(({ account, likeness }) => ({
    fact: 'candidate' as const,
    directory: account.logonName,
    agrees: !likeness.contradicts
  }))
  const [only, second] = candidates
  return only && !second
    ? [...rows, ...only.likeness.evidence, createdEvidence(user, only.account)]
    : rows
}
