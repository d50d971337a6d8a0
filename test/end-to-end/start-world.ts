import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { addApiKey } from '../../src/http/add-api-key.ts'
import { roles, type Role } from '../../src/model/caller.ts'
import type { Link } from '../../src/model/link.ts'
import { company, type Company } from '../../src/sandbox/company.ts'
import { createDirectory } from '../../src/sandbox/ldap/create-directory.ts'
import { createResolveName } from '../../src/sandbox/ldap/create-resolve-name.ts'
import type { DirectoryTree } from '../../src/sandbox/ldap/directory-tree.ts'
import { startLdapServer, type LdapServer } from '../../src/sandbox/ldap/start-ldap-server.ts'
import {
  startOrganization,
  type OrganizationOptions,
  type StartedOrganization
} from '../../src/sandbox/organization/start-organization.ts'
import type { Environment } from './start-service.ts'

/** Who lives on both sides: the sandbox's company, or another of the same shape. */
export type People = Pick<
  Company,
  'domains' | 'entries' | 'users' | 'placeholders' | 'callerId' | 'organizationId'
> & { readonly links: readonly Link[] }

export interface WorldOptions extends Pick<OrganizationOptions, 'latencyMs' | 'fault'> {
  readonly people?: People
  /** How much later than Active Directory the organization knows a name. */
  readonly settleMs?: number
}

/** 'author' may plan, approve and execute; the others have one role each. */
export type KeyName = Role | 'author'

/** Both outside worlds on real sockets, a data folder, and the environment that leads to them. */
export interface World {
  readonly people: People
  readonly tree: DirectoryTree
  readonly ldap: LdapServer
  readonly organization: StartedOrganization
  readonly secrets: ReadonlyMap<KeyName, string>
  readonly environment: Environment
}

/** Everything is closed and removed when the test ends. */
export async function startWorld(
  t: Pick<Test, 'teardown'>,
  options: WorldOptions = {}
): Promise<World> {
  const { people = company(), settleMs = 0 } = options
  const folder = await mkdtemp(join(tmpdir(), 'relink-test-'))
  const tree = createDirectory({ domains: people.domains, entries: people.entries })
  const ldap = await startLdapServer({ directory: tree })
  const organization = await serveOrganization(people, tree, { ...options, settleMs })
  t.teardown(async () => {
    await Promise.allSettled([ldap.close(), organization.close()])
    await rm(folder, { recursive: true, force: true })
  })
  const apiKeysFile = join(folder, 'api-keys.json')
  const secrets = await mintKeys(apiKeysFile)
  const environment = {
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    API_KEYS_FILE: apiKeysFile,
    DIRECTORY_URL: ldap.url,
    DIRECTORY_BIND_DN: company().reader.dn,
    DIRECTORY_BIND_PASSWORD: company().reader.password,
    DYNAMICS_URL: organization.url,
    DYNAMICS_AUTH: 'none',
    PLACEHOLDER_ACCOUNTS: people.placeholders.join(','),
    MAX_PLAN_PERCENT: '100'
  }
  return { people, tree, ldap, organization, secrets, environment }
}

/** An organization of these people; a second one may stand beside the first. */
export function serveOrganization(
  { users, callerId, organizationId }: People,
  tree: DirectoryTree,
  { settleMs = 0, latencyMs, fault }: Omit<WorldOptions, 'people'> = {}
): Promise<StartedOrganization> {
  return startOrganization({
    rows: users,
    identity: { callerId, organizationId, version: '9.1.0.0' },
    resolveName: createResolveName(tree, { settleMs }),
    ...(latencyMs !== undefined && { latencyMs }),
    ...(fault && { fault })
  })
}

async function mintKeys(path: string): Promise<ReadonlyMap<KeyName, string>> {
  const secrets = new Map<KeyName, string>()
  const owners: readonly (readonly [KeyName, readonly Role[]])[] = [
    ...roles.map(role => [role, [role]] as const),
    ['author', ['planner', 'approver', 'executor']]
  ]
  for (const [name, keyRoles] of owners) {
    const now = new Date().toISOString()
    secrets.set(name, await addApiKey({ path, name, roles: keyRoles, now }))
  }
  return secrets
}
