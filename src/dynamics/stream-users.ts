import type { User } from '../model/user.ts'
import { parseUser } from './parse-user.ts'
import { readPages } from './read-pages.ts'
import { userAttributes } from './user-attributes.ts'
import { webApiUrl, type WebApi } from './web-api.ts'

/** Ordered by id: paging is no snapshot, and an unordered one could skip or repeat records. */
export async function* streamUsers(
  api: WebApi,
  signal: AbortSignal
): AsyncGenerator<readonly User[]> {
  const path = `systemusers?$select=${userAttributes.join(',')}&$orderby=systemuserid`
  const first = webApiUrl(api.base, path)
  for await (const rows of readPages(api, first, api.pageSize, signal)) {
    yield rows.map(parseUser)
  }
}
