import type { Domain } from '../model/account.ts'
import { domainOf, isSame, liesWithin } from './distinguished-name.ts'
import { joinDomains } from './join-domains.ts'
import type { Holdings } from './read-holdings.ts'

export interface Reach {
  /** What is asked for. Empty: every domain that some server holds. */
  readonly baseDns: readonly string[]
  /** Of every server that was ever reached. */
  readonly known: readonly Holdings[]
  /** Of those that answer now. */
  readonly reached: readonly Holdings[]
  /** False while some server has never told what it holds. */
  readonly isAllKnown: boolean
}

/**
 * The bases and domains that are asked for and that nobody reached holds.
 *
 * | a domain that is asked for                        | missing unless reached |
 * |---------------------------------------------------|------------------------|
 * | is that of a base                                 | always                 |
 * | is asked for with others, and a server is known to hold it | always        |
 * | is asked for with others, and none is             | while one is unknown: that one may |
 */
export function findMissing({ baseDns, known, reached, isAllKnown }: Reach): readonly string[] {
  const domains = joinDomains(known)
  const elsewhere = baseDns.filter(base => !domainOf(base, domains))
  const due = domains.filter(
    domain =>
      !isHeld(domain, reached) &&
      (isBases(domain, baseDns, domains) ||
        (isAmong(domain, baseDns) && (!isAllKnown || isHeld(domain, known))))
  )
  return [...elsewhere, ...due.map(domain => domain.distinguishedName)]
}

function isHeld({ distinguishedName }: Domain, holdings: readonly Holdings[]): boolean {
  return holdings.some(({ held }) => held.some(context => isSame(context, distinguishedName)))
}

function isBases(domain: Domain, baseDns: readonly string[], domains: readonly Domain[]): boolean {
  return baseDns.some(base => domainOf(base, domains) === domain)
}

/** A base asks for the domains below it as well: a global catalog would search them, too. */
export function isAmong({ distinguishedName }: Domain, baseDns: readonly string[]): boolean {
  return baseDns.length === 0 || baseDns.some(base => liesWithin(distinguishedName, base))
}
