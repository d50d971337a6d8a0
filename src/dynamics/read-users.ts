import type { UserRecord } from '../model/user.ts'
import { parseUserRecord } from './parse-user-record.ts'
import { readFiltered } from './read-filtered.ts'
import { recordAttributes } from './user-attributes.ts'
import type { WebApi } from './web-api.ts'

/** Many records, each as `readUser` gives it; those that are not there are left out. */
export async function readUsers(
  api: WebApi,
  systemUserIds: readonly string[],
  signal: AbortSignal
): Promise<readonly UserRecord[]> {
  const keys = {
    systemUserIds: new Set(systemUserIds),
    domainNames: new Set<string>(),
    emails: new Set<string>(),
    employeeIds: new Set<string>()
  }
  return (await readFiltered(api, keys, recordAttributes, signal)).map(parseUserRecord)
}
