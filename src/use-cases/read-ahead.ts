import type { UserRecord } from '../model/user.ts'
import type { Organization } from '../ports.ts'

/** So many records in one request, and begun when fewer than half are left. */
const batch = 20

/**
 * Reads these records, in the order in which they will be asked for, some way ahead of that and
 * many at a time, so that no write waits for a read. What has changed meanwhile is noticed by its
 * ETag: the write is refused, and the record read on its own. So is one that could not be read ahead.
 */
export function readAhead(
  organization: Organization,
  systemUserIds: readonly string[]
): Organization {
  const places = new Map(systemUserIds.map((id, place) => [id, place]))
  const ahead = new Map<string, UserRecord>()
  /** Only a first reading is served from what was read ahead: after it, the record may be written. */
  const asked = new Set<string>()
  let readTo = 0
  let isReading = false

  async function readOn(place: number, signal: AbortSignal): Promise<void> {
    if (isReading || place + batch / 2 < readTo) return
    isReading = true
    const from = Math.max(readTo, place + 1)
    readTo = from + batch
    try {
      const records = await organization.readUsers(systemUserIds.slice(from, readTo), signal)
      for (const record of records) {
        if (!asked.has(record.systemUserId)) ahead.set(record.systemUserId, record)
      }
    } catch {
      // Each is read on its own then, and what is wrong is said there.
    } finally {
      isReading = false
    }
  }

  return {
    ...organization,
    async readUser(systemUserId, signal) {
      const place = places.get(systemUserId)
      asked.add(systemUserId)
      if (place !== undefined) void readOn(place, signal)
      const record = ahead.get(systemUserId)
      ahead.delete(systemUserId)
      return record ?? organization.readUser(systemUserId, signal)
    }
  }
}
