import type { Domain } from '../model/account.ts'
import { isSame } from './distinguished-name.ts'
import { isAmong } from './find-missing.ts'
import { joinDomains } from './join-domains.ts'
import type { Holdings } from './read-holdings.ts'

/** The domains that are asked for (no bases: all), that servers name and none of them holds. */
export function findUnheld(
  known: readonly Holdings[],
  baseDns: readonly string[]
): readonly Domain[] {
  const held = known.flatMap(each => each.held)
  return joinDomains(known).filter(
    domain =>
      isAmong(domain, baseDns) && !held.some(context => isSame(context, domain.distinguishedName))
  )
}
