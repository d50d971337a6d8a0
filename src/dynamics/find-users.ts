import type { User, UserKeys } from '../model/user.ts'
import { parseUser } from './parse-user.ts'
import { readPages } from './read-pages.ts'
import { userAttributes } from './user-attributes.ts'
import { userFilters } from './user-filters.ts'
import { webApiUrl, type WebApi } from './web-api.ts'

/** IIS refuses a query string of more than 2,048 bytes (404.15; requestLimits maxQueryString). */
const maxQueryBytes = 2047
/**
 * The most that Dynamics gives (CE docs, "Query data using the Web API"), so that a second page is
 * hardly ever needed: its link carries the filter and a cookie, and may be too long for IIS.
 */
const maxPageSize = 5000
const query = `?$select=${userAttributes.join(',')}&$filter=`

/**
 * The records that fit any key, each once. The database compares by its collation, often without
 * accents and trailing blanks: what came back but does not fit is dropped.
 */
export async function findUsers(
  api: WebApi,
  keys: UserKeys,
  signal: AbortSignal
): Promise<readonly User[]> {
  const filters = userFilters(keys, maxQueryBytes - query.length)
  const found = await Promise.all(filters.map(filter => readFiltered(api, filter, signal)))
  const byId = new Map(found.flat().map(user => [user.systemUserId, user]))
  return [...byId.values()].filter(user => fits(user, keys))
}

async function readFiltered(api: WebApi, filter: string, signal: AbortSignal): Promise<User[]> {
  const users: User[] = []
  const url = webApiUrl(api.base, `systemusers${query}${filter}`)
  for await (const rows of readPages(api, url, maxPageSize, signal))
    users.push(...rows.map(parseUser))
  return users
}

function fits({ systemUserId, domainName, email, employeeId }: User, keys: UserKeys): boolean {
  return (
    keys.systemUserIds.has(systemUserId) ||
    keys.domainNames.has(domainName.toLowerCase()) ||
    (email !== undefined && keys.emails.has(email.toLowerCase())) ||
    (employeeId !== undefined && keys.employeeIds.has(employeeId.toLowerCase()))
  )
}
