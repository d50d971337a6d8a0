import type { Domain } from '../model/account.ts'
import { isSame } from './distinguished-name.ts'
import type { Holdings } from './read-holdings.ts'

/** Every domain that any of the servers knows of, each once. */
export function joinDomains(holdings: readonly Holdings[]): readonly Domain[] {
  const all = holdings.flatMap(({ domains }) => domains)
  return all.filter((domain, i) => i === all.findIndex(other => isTheSame(domain, other)))
}

function isTheSame(one: Domain, other: Domain): boolean {
  return isSame(one.distinguishedName, other.distinguishedName)
}
