import type { Domain } from '../model/account.ts'
import { domainOf, isSame, liesWithin } from './distinguished-name.ts'
import { joinDomains } from './join-domains.ts'
import type { Holdings } from './read-holdings.ts'

/** What is read from one server. */
export interface Layout {
  /** Every domain that any server knows of, also those that others hold. */
  readonly domains: readonly Domain[]
  /** The domains that this server answers for, also outside of the bases. */
  readonly held: readonly string[]
  /** None lies within another: nobody is found twice. */
  readonly bases: readonly string[]
}

/**
 * Which of the servers reads what: each domain the first that holds it. One that has nothing to read
 * gets no bases.
 */
export function shareDomains(
  known: readonly Holdings[],
  reached: readonly Holdings[],
  baseDns: readonly string[]
): readonly Layout[] {
  const domains = joinDomains(known)
  const bases = allBases(baseDns, reached)
  const holders = reached.filter(each =>
    bases.some(base => readerOf(base, domains, bases, reached) === each)
  )
  return reached.map(own => ({
    domains,
    bases: outermost(bases.filter(base => readerOf(base, domains, bases, reached) === own)),
    held: own.held.filter(context => readerOf(context, domains, bases, holders) === own)
  }))
}

/** With the domains below a base: a controller that holds the base alone does not search them. */
function allBases(baseDns: readonly string[], reached: readonly Holdings[]): readonly string[] {
  const held = reached.flatMap(each => each.held)
  const below = held.filter(context => baseDns.some(base => liesWithin(context, base)))
  const all = baseDns.length === 0 ? held : [...baseDns, ...below]
  return all.filter((base, i) => i === all.findIndex(other => isSame(base, other)))
}

/**
 * The first that holds the place's domain. But a search from a base goes on into the domains below
 * that its server holds, as of a global catalog: that one reads them, or they were read twice.
 */
function readerOf(
  place: string,
  domains: readonly Domain[],
  bases: readonly string[],
  reached: readonly Holdings[]
): Holdings | undefined {
  const context = domainOf(place, domains)?.distinguishedName ?? ''
  const holders = reached.filter(each => holds(each, context))
  const searchers = bases
    .filter(base => liesWithin(context, base) && !isSame(context, base))
    .map(base => reached.find(each => holds(each, base)))
  return holders.find(each => searchers.includes(each)) ?? holders[0]
}

function holds({ held }: Holdings, context: string): boolean {
  return held.some(other => isSame(other, context))
}

function outermost(bases: readonly string[]): readonly string[] {
  return bases.filter(base => !bases.some(other => liesWithin(base, other) && !isSame(base, other)))
}
