import type { Link } from '../model/link.ts'
import type { Step } from '../model/plan.ts'
import { present } from '../model/present.ts'

export interface MapLink {
  readonly link: Link
  /** The users whose link to the same account it disproves. */
  readonly ousted: readonly string[]
}

/**
 * What a step that was written and read back proves: a map its link, a park nothing.
 * `proveLinks` has the table. The SID is kept where the link was to the same account; else the
 * next scan adds it.
 */
export function linkOfMap(
  step: Step,
  known: readonly Link[],
  provenAt: string
): MapLink | undefined {
  const { systemUserId, toObjectGuid: objectGuid, toDomainName: domainName } = step
  if (step.action !== 'map' || objectGuid === undefined) return undefined
  const sharing = known.filter(link => link.objectGuid === objectGuid)
  const own = sharing.find(link => link.systemUserId === systemUserId)
  const link = { systemUserId, objectGuid, objectSid: own?.objectSid, domainName, provenAt }
  return {
    link: present({ ...link, source: 'map' as const }),
    ousted: sharing.flatMap(each => (each === own ? [] : each.systemUserId))
  }
}
