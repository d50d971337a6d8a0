import type { Test } from 'tap'
import { createDirectory } from '../../src/active-directory/create-directory.ts'
import type { NewPlaceholder } from '../../src/ports.ts'
import { company } from '../../src/sandbox/company.ts'
import { createDirectory as createTree } from '../../src/sandbox/ldap/create-directory.ts'
import type { DirectoryTree } from '../../src/sandbox/ldap/directory-tree.ts'
import { startLdapServer } from '../../src/sandbox/ldap/start-ldap-server.ts'
import { certify } from '../certify.ts'
import { recordingLog } from './recording-log.ts'

export const unitDn = company().placeholderUnit

export const madeFor = {
  planId: '11111111-0000-4000-8000-000000000001',
  organizationId: '22222222-0000-4000-8000-000000000002'
}

export function placeholderOf(accountName: string): NewPlaceholder {
  return { unitDn, accountName, madeFor }
}

interface Wanted {
  readonly isEncrypted?: boolean
  readonly account?: 'keeper' | 'reader'
  /** What the server works on, for a test that interferes. */
  readonly served?: (tree: DirectoryTree) => DirectoryTree
}

/** The company's directory on a real socket, and the adapter before it. */
export async function openUnit(
  t: Test,
  { isEncrypted = true, account = 'keeper', served = tree => tree }: Wanted = {}
) {
  const { domains, entries, [account]: credentials } = company()
  const tree = createTree({ domains, entries })
  const tls = isEncrypted ? certify(t.testdir(), 'localhost') : undefined
  const server = await startLdapServer({ directory: served(tree), ...(tls && { tls }) })
  const directory = createDirectory(
    {
      urls: [server.url.replace('127.0.0.1', 'localhost')],
      startTls: false,
      ...(tls && { ca: tls.cert }),
      bindDn: credentials.dn,
      bindPassword: credentials.password,
      baseDns: [],
      timeoutMs: 5000
    },
    recordingLog()
  )
  t.teardown(async () => {
    await directory.close()
    await server.close()
  })
  return { tree, directory }
}
