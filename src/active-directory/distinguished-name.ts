import type { Domain } from '../model/account.ts'

/** Whether a name is `context` or lies below it, whatever the case and the blanks after commas. */
export function liesWithin(dn: string, context: string): boolean {
  const inner = comparable(dn)
  const outer = comparable(context)
  return inner === outer || inner.endsWith(`,${outer}`)
}

/** Whether two names are of one entry. */
export function isSame(one: string, other: string): boolean {
  return comparable(one) === comparable(other)
}

/** The domain a name lies in: of several that fit, the one deepest in the tree. */
export function domainOf(dn: string, domains: readonly Domain[]): Domain | undefined {
  return domains
    .filter(domain => liesWithin(dn, domain.distinguishedName))
    .toSorted((a, b) => b.distinguishedName.length - a.distinguishedName.length)[0]
}

/** Whether a name lies in the domain of this naming context itself, not in one below it. */
export function isOfDomain(dn: string, context: string, domains: readonly Domain[]): boolean {
  return isSame(domainOf(dn, domains)?.distinguishedName ?? '', context)
}

function comparable(dn: string): string {
  return dn
    .trim()
    .replaceAll(/\\([\\,])/g, (_, escaped) => (escaped === ',' ? '\\2c' : '\\5c'))
    .replaceAll(/\s*([,=])\s*/g, '$1')
    .toLowerCase()
}
