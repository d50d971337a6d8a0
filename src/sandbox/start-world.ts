import type { Link } from '../model/link.ts'
import { company } from './company.ts'
import { createDirectory } from './ldap/create-directory.ts'
import { createResolveName } from './ldap/create-resolve-name.ts'
import type { DirectoryTree } from './ldap/directory-tree.ts'
import { startLdapServer } from './ldap/start-ldap-server.ts'
import { startOrganization } from './organization/start-organization.ts'

/** The imitation directory and organization, on real sockets of this machine. */
export interface SandboxWorld {
  readonly directoryUrl: string
  readonly organizationUrl: string
  /** For the deeds of an administrator: what they change, the service sees over LDAP. */
  directory(): DirectoryTree
  /** The link baseline as it was before the trouble. */
  readonly links: readonly Link[]
  /** Both sides as on the first day, at the same addresses. */
  reset(): Promise<void>
  close(): Promise<void>
}

/** What Dynamics knows of Active Directory lags this much behind. */
const settleMs = 2000

export async function startWorld(): Promise<SandboxWorld> {
  let servers = await startServers({})
  const ports = {
    directory: portOf(servers.ldap.url),
    organization: portOf(servers.organization.url)
  }
  return {
    directoryUrl: servers.ldap.url,
    organizationUrl: servers.organization.url,
    directory: () => servers.tree,
    links: company().links,
    async reset() {
      await stopServers(servers)
      servers = await startServers(ports)
    },
    close: () => stopServers(servers)
  }
}

async function startServers(ports: { directory?: number; organization?: number }) {
  const { domains, entries, users, callerId, organizationId } = company()
  const tree = createDirectory({ domains, entries })
  const ldap = await startLdapServer({ directory: tree, port: ports.directory ?? 0 })
  const organization = await startOrganization({
    rows: users,
    identity: { callerId, organizationId, version: '9.1.0.0' },
    resolveName: createResolveName(tree, { settleMs }),
    port: ports.organization ?? 0
  })
  return { tree, ldap, organization }
}

async function stopServers(servers: Awaited<ReturnType<typeof startServers>>): Promise<void> {
  await Promise.all([servers.ldap.close(), servers.organization.close()])
}

function portOf(url: string): number {
  return Number(new URL(url).port)
}
