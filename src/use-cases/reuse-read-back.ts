import type { UserRecord } from '../model/user.ts'
import type { Organization } from '../ports.ts'

/** More than can be between a park and its map at once. */
const mostKept = 100

/**
 * A record as a write gave it back is not read once more for the next step. Should it have changed
 * since, that step's write is refused by its ETag, and then it is read.
 */
export function reuseReadBack(organization: Organization): Organization {
  const kept = new Map<string, UserRecord>()
  return {
    ...organization,
    async readUser(systemUserId, signal) {
      const record = kept.get(systemUserId)
      kept.delete(systemUserId)
      return record ?? organization.readUser(systemUserId, signal)
    },
    async writeDomainName(write, signal) {
      const outcome = await organization.writeDomainName(write, signal)
      if (outcome.kind === 'written') kept.set(write.systemUserId, outcome.user)
      const [oldest = ''] = kept.keys()
      if (kept.size > mostKept) kept.delete(oldest)
      return outcome
    }
  }
}
