import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { addApiKey } from '../../src/http/add-api-key.ts'
import { roles } from '../../src/model/caller.ts'
import { blankRecord } from '../../src/sandbox/company/user-record.ts'
import type { StartedOrganization } from '../../src/sandbox/organization/start-organization.ts'
import type { ResolvedAccount, UserRow } from '../../src/sandbox/user-row.ts'
import type { SambaAd } from '../peers/samba-ad.ts'
import type { Environment } from './start-service.ts'
import type { KeyName } from './start-world.ts'

/** What an organization makes of a logon name, by means of its own. */
export async function lookUp(
  domains: readonly SambaAd[],
  name: string
): Promise<ResolvedAccount | undefined> {
  const [domain = '', account = ''] = name.split('\\')
  const ad = domains.find(each => each.netbiosName === domain.toUpperCase())
  if (!ad) return undefined
  try {
    const entry = await ad.read(account)
    const isEnabled = (Number(entry['userAccountControl']) & 2) === 0
    return {
      objectGuid: guidOf(entry['objectGUID'] as Buffer),
      logonName: `${ad.netbiosName}\\${String(entry['sAMAccountName'])}`,
      isEnabled
    }
  } catch {
    return undefined
  }
}

/** [MS-DTYP] 2.3.4: the first three fields are little-endian. */
function guidOf(bytes: Buffer): string {
  const first = bytes.readUInt32LE(0).toString(16).padStart(8, '0')
  const [second, third] = [4, 6].map(at => bytes.readUInt16LE(at).toString(16).padStart(4, '0'))
  return `${first}-${second}-${third}-${bytes.toString('hex', 8, 10)}-${bytes.toString('hex', 10)}`
}

export function id(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

/** A record is made after its account; a minute makes up for clocks. */
export function blank(number: number): UserRow {
  const createdon = new Date(Date.now() + 60_000).toISOString()
  return {
    ...blankRecord(String(number)),
    systemuserid: id(number),
    createdon,
    modifiedon: createdon,
    versionnumber: 1000 + number
  }
}

/** A service of these domains, whose authorities stand in one file. */
export async function configure(
  t: Test,
  domains: readonly SambaAd[],
  organization: StartedOrganization
): Promise<{ environment: Environment; secrets: ReadonlyMap<KeyName, string> }> {
  const folder = await mkdtemp(join(tmpdir(), 'relink-samba-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'api-keys.json')
  const secrets = new Map<KeyName, string>()
  for (const role of roles) {
    const now = new Date().toISOString()
    secrets.set(role, await addApiKey({ path, name: role, roles: [role], now }))
  }
  const caFile = join(folder, 'ca.pem')
  await writeFile(caFile, domains.map(ad => ad.ca).join(''))
  const environment = {
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    API_KEYS_FILE: path,
    DIRECTORY_URL: domains.map(ad => ad.ldapsUrl).join(','),
    DIRECTORY_CA_FILE: caFile,
    DIRECTORY_BASE_DN: domains.map(ad => ad.baseDn).join(';'),
    DIRECTORY_BIND_DN: domains[0]?.reader.dn ?? '',
    DIRECTORY_BIND_PASSWORD: domains[0]?.reader.password ?? '',
    DYNAMICS_URL: organization.url,
    PLACEHOLDER_ACCOUNTS: 'CONTOSO\\crm-park-01,CONTOSO\\crm-park-02',
    MAX_PLAN_PERCENT: '100'
  }
  return { environment, secrets }
}
