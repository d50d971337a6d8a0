import type { UserKeys } from '../model/user.ts'
import type { JsonObject } from './parse-json.ts'
import { readPages } from './read-pages.ts'
import { userFilters } from './user-filters.ts'
import { webApiUrl, type WebApi } from './web-api.ts'

/** IIS refuses a query string of more than 2,048 bytes (404.15; requestLimits maxQueryString). */
const maxQueryBytes = 2047
/**
 * The most that Dynamics gives (CE docs, "Query data using the Web API"), so that a second page is
 * hardly ever needed: its link carries the filter and a cookie, and may be too long for IIS.
 */
const maxPageSize = 5000

/** Rows of users that the database finds for the keys, by as many requests as their length takes. */
export async function readFiltered(
  api: WebApi,
  keys: UserKeys,
  attributes: readonly string[],
  signal: AbortSignal
): Promise<readonly JsonObject[]> {
  const query = `?$select=${attributes.join(',')}&$filter=`
  const filters = userFilters(keys, maxQueryBytes - query.length)
  const read = async (filter: string): Promise<readonly JsonObject[]> => {
    const rows: JsonObject[] = []
    const url = webApiUrl(api.base, `systemusers${query}${filter}`)
    for await (const page of readPages(api, url, maxPageSize, signal)) rows.push(...page)
    return rows
  }
  return (await Promise.all(filters.map(read))).flat()
}
