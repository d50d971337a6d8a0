import type { User, UserKeys } from '../model/user.ts'
import { parseUser } from './parse-user.ts'
import { readFiltered } from './read-filtered.ts'
import { userAttributes } from './user-attributes.ts'
import type { WebApi } from './web-api.ts'

/**
 * The records that fit any key, each once. The database compares by its collation, often without
 * accents and trailing blanks: what came back but does not fit is dropped.
 */
export async function findUsers(
  api: WebApi,
  keys: UserKeys,
  signal: AbortSignal
): Promise<readonly User[]> {
  const found = (await readFiltered(api, keys, userAttributes, signal)).map(parseUser)
  const byId = new Map(found.map(user => [user.systemUserId, user]))
  return [...byId.values()].filter(user => fits(user, keys))
}

function fits({ systemUserId, domainName, email, employeeId }: User, keys: UserKeys): boolean {
  return (
    keys.systemUserIds.has(systemUserId) ||
    keys.domainNames.has(domainName.toLowerCase()) ||
    (email !== undefined && keys.emails.has(email.toLowerCase())) ||
    (employeeId !== undefined && keys.employeeIds.has(employeeId.toLowerCase()))
  )
}
