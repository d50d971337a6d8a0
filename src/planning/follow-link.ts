import type { Account } from '../model/account.ts'
import type { Link } from '../model/link.ts'
import { comparePeople, type Resemblance } from './compare-people.ts'
import type { Correlation, Doubt, Given } from './correlation.ts'
import { linkEvidence, nameEvidence } from './evidence.ts'
import { isMoved } from './is-moved.ts'

/** The link's account is there: it is the record's, unless it has become another person's. */
export function followLink(
  given: Given,
  link: Link,
  linked: Account,
  bearers: readonly Account[]
): Correlation {
  const isNamed = bearers.includes(linked)
  const holder = isNamed ? linked : bearers[0]
  const likeness = comparePeople(given.user, linked, isNamed ? undefined : given.upn)
  const kind = kindOfLinked(given, link, linked, holder)
  const doubt = doubtOf(given, link, linked, holder, likeness)
  return {
    kind,
    confidence: kind !== 'inSync' && doubt === 'otherPerson' ? 'weak' : 'proven',
    account: linked,
    ...(kind === 'nameReused' && holder && { nameHolder: holder }),
    ...(doubt && { doubt }),
    evidence: [
      ...linkEvidence(link, linked),
      nameEvidence(given.user, holder, isNamed),
      ...likeness.evidence
    ]
  }
}

function kindOfLinked(
  given: Given,
  link: Link,
  linked: Account,
  holder: Account | undefined
): Correlation['kind'] {
  if (!holder) return isMoved(given, linked) ? 'moved' : 'renamed'
  if (holder !== linked) return 'nameReused'
  return linked.objectGuid === link.objectGuid ? 'inSync' : 'recreated'
}

/**
 * | attributes of the link's account                                     | doubt            |
 * |----------------------------------------------------------------------|------------------|
 * | another employee id, or both mail and name contradict                | otherPerson      |
 * | the link is known by SID alone, and they look like those of an heir  | otherPerson      |
 * | contradict, and those of the account with the record's name agree    | otherPerson      |
 * | one contradicts                                                      | attributesDiffer |
 */
function doubtOf(
  { user }: Given,
  link: Link,
  linked: Account,
  holder: Account | undefined,
  likeness: Resemblance
): Doubt | undefined {
  if (!likeness.hasContradiction) return undefined
  if (likeness.isStranger) return 'otherPerson'
  if (linked.objectGuid !== link.objectGuid && isHeirs(likeness)) return 'otherPerson'
  const isRivalled = holder !== undefined && holder !== linked && comparePeople(user, holder).agrees
  return likeness.contradicts && isRivalled ? 'otherPerson' : 'attributesDiffer'
}

/** Nothing agrees; or the mail address does, which an heir of the SID may have got as well. */
function isHeirs({ isUnlike, isCalledElse, hasEmployeeId }: Resemblance): boolean {
  return isUnlike || (isCalledElse && !hasEmployeeId)
}
