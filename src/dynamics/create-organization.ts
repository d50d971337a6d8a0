import type { Clock, Log, Organization } from '../ports.ts'
import type { Authenticate } from './auth/authenticate.ts'
import { changedUsers, markUsers } from './changed-users.ts'
import { findUsers } from './find-users.ts'
import { identify } from './identify.ts'
import { createOpenLine } from './create-open-line.ts'
import { readUser } from './read-user.ts'
import { readUsers } from './read-users.ts'
import { streamUsers } from './stream-users.ts'
import { webApiBase, type WebApi } from './web-api.ts'
import { writeDomainName } from './write-domain-name.ts'

export interface OrganizationSettings {
  /** Organization URL, its path kept: `https://crm.contoso.test/Contoso`. */
  readonly url: string
  /** `v9.1`, the last one on-premises. */
  readonly apiVersion: string
  /** PEM, trusted beside the system's store. */
  readonly ca?: string
  readonly auth: Authenticate
  /** For each request; waiting for a free connection does not count. */
  readonly timeoutMs: number
  /** Records a page, at most 5,000 (CE docs, "Query data using the Web API"). */
  readonly pageSize: number
  /** Requests under way at once. */
  readonly maxConcurrency: number
}

/** The Dynamics Web API as the use cases need it. Nothing is sent before the first call. */
export function createOrganization(
  settings: OrganizationSettings,
  clock: Clock,
  log: Log
): Organization {
  const { url, apiVersion, auth, maxConcurrency, pageSize } = settings
  const line = auth(createOpenLine(settings), maxConcurrency)
  const api: WebApi = { base: webApiBase(url, apiVersion), line, pageSize, clock, log }
  return {
    identify: signal => identify(api, signal),
    streamUsers: signal => streamUsers(api, signal),
    mark: signal => markUsers(api, signal),
    changesSince: (mark, signal) => changedUsers(api, mark, signal),
    findUsers: (keys, signal) => findUsers(api, keys, signal),
    readUser: (systemUserId, signal) => readUser(api, systemUserId, signal),
    readUsers: (systemUserIds, signal) => readUsers(api, systemUserIds, signal),
    writeDomainName: (write, signal) => writeDomainName(api, write, signal),
    close: async () => line.close()
  }
}
