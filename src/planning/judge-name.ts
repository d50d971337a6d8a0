import type { Account } from '../model/account.ts'
import type { Link } from '../model/link.ts'
import type { Evidence } from '../model/mismatch.ts'
import { candidateEvidence, candidatesOf, toOffer, type Candidate } from './candidates.ts'
import { comparePeople, type Resemblance } from './compare-people.ts'
import type { Correlation, Given } from './correlation.ts'
import { createdEvidence, isYounger, linkEvidence, nameEvidence } from './evidence.ts'

/** The link is not known and an account has the record's name: it alone proves nothing. */
export function judgeName(given: Given, named: Account): Correlation {
  const { user } = given
  const likeness = comparePeople(user, named)
  const others = candidatesOf(given, named)
  const isReused = isSomebodyElses(likeness, others)
  const evidence = [
    nameEvidence(user, named, !isReused),
    ...likeness.evidence,
    createdEvidence(user, named)
  ]
  if (isReused) return suspectReuse(given, named, others, evidence)
  if (isYounger(named, user)) {
    return { kind: 'recreated', confidence: 'weak', account: named, evidence }
  }
  const isProven = likeness.isStrong && others.every(each => each.likeness.score < likeness.score)
  return {
    kind: 'inSync',
    confidence: likeness.isStrong ? 'strong' : 'weak',
    account: named,
    ...(isProven && { provesLink: true }),
    evidence
  }
}

/** The link's account is gone and another one has its name: made again, or given to somebody else. */
export function judgeRecreated(given: Given, link: Link, named: Account): Correlation {
  const { user } = given
  const likeness = comparePeople(user, named)
  const others = candidatesOf(given, named)
  const isReused = isSomebodyElses(likeness, others)
  const evidence = [
    ...linkEvidence(link, undefined),
    nameEvidence(user, named, !isReused),
    ...likeness.evidence,
    createdEvidence(user, named)
  ]
  if (isReused) return suspectReuse(given, named, others, evidence)
  const confidence = likeness.isStrong ? 'strong' : 'weak'
  return { kind: 'recreated', confidence, account: named, evidence }
}

/** Its attributes say so, or those of another account that is clearly more like this person's. */
function isSomebodyElses({ contradicts, score }: Resemblance, others: readonly Candidate[]) {
  return contradicts || others.some(({ likeness }) => likeness.isStrong && likeness.score > score)
}

/** Somebody else seems to have the name, and nothing proves which account is this person's. */
function suspectReuse(
  { user }: Given,
  nameHolder: Account,
  others: readonly Candidate[],
  evidence: readonly Evidence[]
): Correlation {
  return {
    kind: 'nameReused',
    confidence: 'weak',
    nameHolder,
    candidates: toOffer(others),
    evidence: [...evidence, ...candidateEvidence(user, others)]
  }
}
