import type { UserRecord } from '../model/user.ts'
import type { Organization } from '../ports.ts'

/** So many records ahead, as soon as one of the first half of them is not read yet. */
const batch = 20

/**
 * Reads these records, in the order in which they will be asked for, some way ahead of that and
 * many at a time, so that no write waits for a read; from each place anew, since lanes are at
 * several. What has changed meanwhile is noticed by its ETag: the write is refused, and the record
 * read on its own. So is one that could not be read ahead.
 */
export function readAhead(
  organization: Organization,
  systemUserIds: readonly string[]
): Organization {
  const places = new Map(systemUserIds.map((id, place) => [id, place]))
  const ahead = new Map<string, UserRecord>()
  /** Asked for, here or there. */
  const known = new Set<string>()
  /** Only a first reading is served from what was read ahead: after it, the record may be written. */
  const served = new Set<string>()

  async function readOn(place: number, signal: AbortSignal): Promise<void> {
    const coming = systemUserIds.slice(place + 1, place + 1 + batch)
    const unread = coming.filter(id => !known.has(id))
    if (coming.slice(0, batch / 2).every(id => known.has(id))) return
    for (const id of unread) known.add(id)
    try {
      for (const record of await organization.readUsers(unread, signal)) {
        if (!served.has(record.systemUserId)) ahead.set(record.systemUserId, record)
      }
    } catch {
      // Each is read on its own then, and what is wrong is said there.
    }
  }

  return {
    ...organization,
    async readUser(systemUserId, signal) {
      const place = places.get(systemUserId)
      known.add(systemUserId)
      served.add(systemUserId)
      if (place !== undefined) void readOn(place, signal)
      const record = ahead.get(systemUserId)
      ahead.delete(systemUserId)
      return record ?? organization.readUser(systemUserId, signal)
    }
  }
}
