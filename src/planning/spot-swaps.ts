import type { Link } from '../model/link.ts'
import type { LinkRow } from '../model/requests.ts'

/**
 * Tells of a row whether its columns seem to be swapped: it gives a user's GUID to an account, or
 * an account's to a user. Which GUID is whose, the import's own users say, and the links that
 * were seen on both sides: were a list believed as well, nobody could correct a swapped one.
 */
export function spotSwaps(
  rows: readonly LinkRow[],
  known: readonly Link[]
): (row: LinkRow) => boolean {
  const seen = known.filter(isSeen)
  const users = new Set([...rows, ...seen].map(({ systemUserId }) => systemUserId))
  const accounts = new Set(seen.map(({ objectGuid }) => objectGuid))
  return ({ systemUserId, objectGuid }) => users.has(objectGuid) || accounts.has(systemUserId)
}

/** An imported link has a SID once a scan found both the user and the account. */
function isSeen({ source, objectSid }: Link): boolean {
  return source !== 'import' || objectSid !== undefined
}
