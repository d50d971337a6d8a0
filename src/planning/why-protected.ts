import type { Link } from '../model/link.ts'
import type { User } from '../model/user.ts'
import type { AccountIndex } from './account-index.ts'
import type { RecordState } from './move.ts'
import { protectedReason, type Protection } from './protected-reason.ts'

interface Bound {
  readonly accounts: AccountIndex
  readonly protection: Protection
  readonly links: ReadonlyMap<string, Link>
  readonly stateOf: ReadonlyMap<string, RecordState>
}

/**
 * Why a record is not touched: by the account that it names, the one that it holds, the one that it
 * is linked to (a parked record holds another), and `others`. A GUID protects by itself: whom a
 * search of the directory leaves out may still be a member of a protected group.
 */
export function whyProtected(
  user: User,
  { accounts, protection, links, stateOf }: Bound,
  others: readonly (string | undefined)[] = []
): string | undefined {
  const { systemUserId, domainName } = user
  const known = [stateOf.get(systemUserId), links.get(systemUserId)].map(each => each?.objectGuid)
  const own = [...known, ...others].map(guid =>
    guid ? (accounts.withGuid(guid) ?? { objectGuid: guid }) : undefined
  )
  return protectedReason(user, protection, [accounts.named(domainName), ...own])
}
