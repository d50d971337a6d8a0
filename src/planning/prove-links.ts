import type { Link } from '../model/link.ts'

/** A link that a scan or an import would put into the link baseline. */
export type Offer = Link & { readonly source: 'scan' | 'import' }

/** What becomes of it. */
export type Verdict =
  | { readonly kind: 'learned' | 'replaced' | 'unchanged' }
  /** The account is another user's. */
  | { readonly kind: 'taken'; readonly by: Link }
  /** A map has proven another link of this user. */
  | { readonly kind: 'disproven'; readonly by: Link }
  /** Another offer names the same user, or the same account. */
  | { readonly kind: 'doubled'; readonly other: number; readonly names: 'user' | 'account' }

/**
 * What proves a link, what replaces one, and what never does. Two users never share an account.
 *
 * | offered by                       | user has no link | has this one already | has another one        | the account is another user's         |
 * |----------------------------------|------------------|----------------------|------------------------|---------------------------------------|
 * | scan: in sync, attributes agree  | learned          | unchanged            | unchanged              | taken                                 |
 * | map: written and read back       | learned          | replaced             | replaced               | replaced; the other's link goes       |
 * | import                           | learned          | unchanged            | replaced; if by a map  | taken, unless the import moves that   |
 * |                                  |                  |                      | not before             | user to another account               |
 * |                                  |                  |                      | `exportedAt`:          |                                       |
 * |                                  |                  |                      | disproven              |                                       |
 *
 * Of offers that share a user or an account, none counts.
 * Never offered: a name alone, a weak match, a rehearsal, a protected user's finding, a placeholder.
 * A map needs no verdict (`linkOfMap`): Dynamics refuses an account that any record holds, so
 * that it took this one proves that nobody else has it.
 */
export function proveLinks(
  offers: readonly Offer[],
  known: readonly Link[],
  exportedAt?: string
): readonly Verdict[] {
  const ownLink = new Map(known.map(link => [link.systemUserId, link]))
  const keeper = keepers(offers, known, exportedAt)
  const doubles = findDoubles(offers)
  return offers.map((offer, index): Verdict => {
    const own = ownLink.get(offer.systemUserId)
    const by = keeper.get(offer.objectGuid)
    const double = doubles[index]
    if (double) return double
    if (own && isDisproven(offer, own, exportedAt)) return { kind: 'disproven', by: own }
    if (by && by.systemUserId !== offer.systemUserId) return { kind: 'taken', by }
    if (!own) return { kind: 'learned' }
    return {
      kind: isOther(offer, own) && mayReplace(offer, own, exportedAt) ? 'replaced' : 'unchanged'
    }
  })
}

function isDisproven(offer: Offer, own: Link, exportedAt?: string): boolean {
  return offer.source === 'import' && isOther(offer, own) && !mayReplace(offer, own, exportedAt)
}

function isOther(offer: Offer, own: Link): boolean {
  return offer.objectGuid !== own.objectGuid
}

/** What was written and read back is stronger than a list, unless that was exported since. */
function mayReplace(offer: Offer, own: Link, exportedAt = ''): boolean {
  return offer.source === 'import' && (own.source !== 'map' || exportedAt > own.provenAt)
}

/** Who has each account, and keeps it whatever the offers come to. */
function keepers(
  offers: readonly Offer[],
  known: readonly Link[],
  exportedAt: string | undefined
): ReadonlyMap<string, Link> {
  const offered = new Map(offers.map(offer => [offer.systemUserId, offer]))
  const staying = known.filter(link => {
    const offer = offered.get(link.systemUserId)
    return !offer || !mayReplace(offer, link, exportedAt)
  })
  return new Map(staying.map(link => [link.objectGuid, link]))
}

/** Each is held against the first of the others that share its user or its account. */
function findDoubles(offers: readonly Offer[]): readonly (Verdict | undefined)[] {
  const users = Map.groupBy(offers.keys(), index => offers[index]?.systemUserId)
  const accounts = Map.groupBy(offers.keys(), index => offers[index]?.objectGuid)
  return offers.map(({ systemUserId, objectGuid }, index) => {
    const user = firstOther(index, users.get(systemUserId))
    const account = firstOther(index, accounts.get(objectGuid))
    if (user === Infinity && account === Infinity) return undefined
    return user <= account
      ? { kind: 'doubled', other: user, names: 'user' }
      : { kind: 'doubled', other: account, names: 'account' }
  })
}

function firstOther(index: number, [first, second]: readonly number[] = []): number {
  return (first === index ? second : first) ?? Infinity
}
