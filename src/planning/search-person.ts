import type { Account } from '../model/account.ts'
import type { Link } from '../model/link.ts'
import { candidateEvidence, candidatesOf, toOffer, type Candidate } from './candidates.ts'
import type { Correlation, Given } from './correlation.ts'
import { createdEvidence, isYounger, linkEvidence, nameEvidence } from './evidence.ts'
import { isMoved } from './is-moved.ts'

/** No link, and the record's name leads to no account, or (`bearers`) to none in particular. */
export function searchPerson(given: Given, bearers: readonly Account[]): Correlation {
  const { user } = given
  const alike = candidatesOf(given)
  const strong = alike.filter(({ likeness }) => likeness.isStrong)
  const [only] = strong
  if (only && strong.length === 1 && bearers.length === 0) return foundPerson(given, only)
  const candidates = strong.length > 0 ? strong : alike
  return {
    kind: strong.length > 1 || bearers.length > 0 ? 'ambiguous' : 'orphaned',
    confidence: 'weak',
    candidates: offer(bearers, candidates),
    evidence: [nameEvidence(user, undefined, false), ...candidateEvidence(user, candidates)]
  }
}

/** Mail and name may be a namesake's who came later and was given the address; an employee id not. */
function foundPerson(given: Given, { account, likeness }: Candidate): Correlation {
  const { user } = given
  const isDoubtful = isYounger(account, user) && !likeness.hasEmployeeId
  return {
    kind: isMoved(given, account) ? 'moved' : 'renamed',
    confidence: isDoubtful ? 'weak' : 'strong',
    account,
    ...(isDoubtful && { doubt: 'madeLater' }),
    evidence: [
      nameEvidence(user, undefined, false),
      ...likeness.evidence,
      createdEvidence(user, account)
    ]
  }
}

/** The link's account is gone, and nobody has its name, or (`bearers`) nobody in particular. */
export function offerCandidates(
  given: Given,
  link: Link,
  bearers: readonly Account[]
): Correlation {
  const candidates = candidatesOf(given)
  const evidence = [...linkEvidence(link, undefined), ...candidateEvidence(given.user, candidates)]
  const offered = { candidates: offer(bearers, candidates), evidence }
  return bearers.length > 0
    ? { ...offered, kind: 'ambiguous', confidence: 'weak' }
    : { ...offered, kind: 'orphaned', confidence: 'proven' }
}

function offer(bearers: readonly Account[], candidates: readonly Candidate[]): readonly Account[] {
  return [...new Set([...bearers, ...toOffer(candidates)])]
}
