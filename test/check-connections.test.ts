import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Control } from 'ldapts'
import t, { type Test } from 'tap'
import { addApiKey } from '../src/http/add-api-key.ts'
import type { ConnectionStep, Readiness } from '../src/model/health.ts'
import { blankRecord } from '../src/sandbox/company/user-record.ts'
import { startOrganization } from '../src/sandbox/organization/start-organization.ts'
import { startService, type Environment } from './end-to-end/start-service.ts'
import { startSambaAd, type SambaAd } from './peers/samba-ad.ts'

const command = new URL('../src/check-connections.ts', import.meta.url).pathname
const secrets = new Map<'admin' | 'reader', string>()
const ad = await startSambaAd(t)
if (ad) {
  const place = await furnish(t, ad)
  t.test('all well', t => allWell(t, ad, place))
  t.test('things are missing', t => thingsMissing(t, ad, place))
  t.test('nobody is let in', t => nobodyLetIn(t, ad, place))
  t.test('through the API', t => throughTheApi(t, ad, place))
}

t.test('a configuration that is wrong', async t => {
  const { code, stdout, stderr } = await run({ PORT: 'many' })
  t.equal(code, 78)
  t.equal(stdout, '')
  t.match(stderr, /PORT must be[^]*DIRECTORY_URL is missing/)
})

interface Place {
  /** With which all is well. */
  readonly environment: Environment
  readonly unitDn: string
  readonly emptyOrganizationUrl: string
}

/** A keeper who may make accounts in one unit, placeholders, a protected group, two organizations. */
async function furnish(t: Test, ad: SambaAd): Promise<Place> {
  const unitDn = await ad.addUnit('Parking')
  const keeper = { name: 'svc.keeper', password: 'K3eper!pass' }
  await ad.addPerson(keeper)
  await ad.handOver(unitDn, keeper.name)
  await ad.showDeleted(keeper.name)
  const park = await ad.addPerson({ name: 'crm-park-01' })
  const group = await ad.addGroup('Board', [park])
  const folder = t.testdir()
  const keys = join(folder, 'api-keys.json')
  await addKeys(keys)
  return {
    unitDn,
    emptyOrganizationUrl: await serveOrganization(t, 0),
    environment: {
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      API_KEYS_FILE: keys,
      DIRECTORY_URL: ad.ldapsUrl,
      DIRECTORY_CA_FILE: ad.caFile,
      DIRECTORY_BIND_DN: 'svc.keeper@contoso.test',
      DIRECTORY_BIND_PASSWORD: keeper.password,
      DYNAMICS_URL: await serveOrganization(t, 3),
      PLACEHOLDER_ACCOUNTS: 'CONTOSO\\crm-park-01',
      PLACEHOLDER_OU: unitDn,
      PLACEHOLDER_CREATE: 'true',
      PROTECTED_USERS: group
    }
  }
}

async function addKeys(path: string): Promise<void> {
  const now = new Date().toISOString()
  for (const role of ['admin', 'reader'] as const) {
    secrets.set(role, await addApiKey({ path, name: role, roles: [role], now }))
  }
}

/** With so many users beside our own. */
async function serveOrganization(t: Test, others: number): Promise<string> {
  const row = (number: number) => ({
    ...blankRecord(String(number)),
    systemuserid: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    fullname: number === 0 ? 'Service Relink' : `User ${number}`,
    createdon: '2020-01-02T03:04:05.000Z',
    modifiedon: '2020-01-02T03:04:05.000Z',
    versionnumber: 1000 + number
  })
  const rows = Array.from({ length: others + 1 }, (_, number) => row(number))
  const organization = await startOrganization({
    rows,
    identity: {
      organizationId: '00000000-0000-4000-8000-000000000500',
      callerId: rows[0]?.systemuserid ?? '',
      version: '9.1.0.0'
    },
    resolveName: async () => undefined
  })
  t.teardown(() => organization.close())
  return organization.url
}

/** The command as people run it. */
async function run(environment: Environment) {
  const child = spawn(process.execPath, [command], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000
  })
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit')
  ])
  return { code: child.exitCode, stdout, stderr }
}

async function allWell(t: Test, ad: SambaAd, { environment, unitDn }: Place): Promise<void> {
  const before = await lastChangeIn(ad)
  const { code, stdout, stderr } = await run(environment)
  t.equal(stderr, '')
  t.equal(code, 0, stdout)
  t.strictSame(stdout.split('\n'), [
    'Active Directory',
    `  ok   ${ad.address}:636 answers, encrypted by LDAPS.`,
    `  ok   ${ad.address}:636 knows us as CONTOSO\\svc.keeper.`,
    `  ok   ${ad.address}:636 offers paged results, DirSync, deleted objects.`,
    `  ok   ${ad.address}:636 lets us see deleted accounts.`,
    '  ok   The forest has these domains: CONTOSO (contoso.test).',
    `  ok   Accounts are looked for below ${ad.baseDn}.`,
    '  ok   Accounts are to be seen there.',
    '  ok   Every placeholder is there: CONTOSO\\crm-park-01.',
    `  ok   The unit ${unitDn} of PLACEHOLDER_OU is there; accounts in it: 0. We may create accounts there.`,
    `  ok   The protected group CN=Board,CN=Users,${ad.baseDn} is there; accounts in it: 1.`,
    '',
    'Dynamics',
    '  ok   Dynamics 9.1.0.0 answers for the organization 00000000-0000-4000-8000-000000000500.',
    '  ok   Dynamics knows us as Service Relink (00000000-0000-4000-8000-000000000000).',
    '  ok   Users are to be seen: 4 on the first page.',
    '',
    'All is well; nothing was changed.',
    ''
  ])
  // That somebody logged on the controller writes down itself.
  const changed = (await changedSince(ad, before)).filter(dn => !dn.startsWith('CN=svc.keeper,'))
  t.strictSame(changed, [], 'nothing was changed')
}

/** Every write to a domain controller makes it count on. */
async function lastChangeIn(ad: SambaAd): Promise<number> {
  const search = { scope: 'base' as const, attributes: ['highestCommittedUSN'] }
  const { searchEntries } = await ad.client.search('', search)
  return Number(searchEntries[0]?.['highestCommittedUSN'])
}

/** The names of what was made, changed or deleted. */
async function changedSince(ad: SambaAd, last: number): Promise<string[]> {
  const filter = `(uSNChanged>=${last + 1})`
  const showDeleted = new Control('1.2.840.113556.1.4.417', { critical: true })
  const { searchEntries } = await ad.client.search(ad.baseDn, { filter }, showDeleted)
  return searchEntries.map(entry => entry.dn)
}

async function thingsMissing(t: Test, ad: SambaAd, place: Place): Promise<void> {
  const { environment, unitDn, emptyOrganizationUrl } = place
  const reader = {
    DIRECTORY_BIND_DN: ad.reader.dn,
    DIRECTORY_BIND_PASSWORD: ad.reader.password
  }
  const { code, stdout } = await run({
    ...environment,
    ...reader,
    DIRECTORY_URL: `ldaps://${ad.address}:1,${ad.ldapUrl}`,
    DIRECTORY_START_TLS: 'true',
    DIRECTORY_USER_FILTER: '(sn=nobody)',
    PLACEHOLDER_ACCOUNTS: 'CONTOSO\\crm-park-01,CONTOSO\\nobody',
    PROTECTED_USERS: `CN=Nobody,CN=Users,${ad.baseDn}`,
    DYNAMICS_URL: emptyOrganizationUrl
  })
  t.equal(code, 1)
  for (const line of [
    /FAIL .*:1: nothing listens there\. Check host and port of DIRECTORY_URL\./,
    /ok {3}.*:389 answers, encrypted by StartTLS\./,
    /ok {3}.*:389 knows us as CONTOSO\\svc\.reader\./,
    /FAIL No account is to be seen there\. Check DIRECTORY_BASE_DN and DIRECTORY_USER_FILTER/,
    /FAIL .* no account of these names: CONTOSO\\crm-park-01, CONTOSO\\nobody\. Correct PLACEHOLDER_/,
    /FAIL The unit .* may not create accounts there\. Grant the account of DIRECTORY_BIND_DN/,
    /FAIL .*no group CN=Nobody.*Correct the name/,
    /FAIL Dynamics shows no users but ourselves\. Give our user a security role/,
    /6 things are missing; nothing was changed\./
  ]) {
    t.match(stdout, line)
  }

  const noUnit = { PLACEHOLDER_OU: `OU=Nowhere,${ad.baseDn}`, PLACEHOLDER_CREATE: 'false' }
  t.match((await run({ ...environment, ...noUnit })).stdout, /FAIL PLACEHOLDER_OU: .*no such place/)
  const empty = { PLACEHOLDER_OU: unitDn, PLACEHOLDER_CREATE: 'false' }
  t.match((await run({ ...environment, ...empty })).stdout, /FAIL The unit .*Make placeholders/)
  const {
    PLACEHOLDER_OU: _,
    PLACEHOLDER_CREATE: __,
    PLACEHOLDER_ACCOUNTS: ___,
    ...none
  } = environment
  const noPool = await run({ ...none, DYNAMICS_URL: 'http://127.0.0.1:1' })
  t.match(noPool.stdout, /note No placeholders are configured.*Set PLACEHOLDER_ACCOUNTS/)
  t.match(noPool.stdout, /Dynamics\n {2}FAIL .*\n\nOne thing is missing/, 'no more is asked of it')
  t.equal(noPool.code, 1)
}

/** With two servers the account would come twice as near to its lock-out. */
async function nobodyLetIn(t: Test, ad: SambaAd, { environment }: Place): Promise<void> {
  const twice = `${ad.ldapsUrl},${ad.ldapsUrl}:3269`
  const wrong = { DIRECTORY_URL: twice, DIRECTORY_BIND_PASSWORD: 'wrong-password' }
  const { code, stdout } = await run({ ...environment, ...wrong })
  t.equal(code, 1)
  t.match(
    stdout,
    /FAIL .*:636: it refuses the log-on\. Correct DIRECTORY_BIND_DN or DIRECTORY_BIND_/
  )
  t.notMatch(stdout, /3269|Accounts|placeholder|wrong-password/, 'and nothing more is asked')
}

async function throughTheApi(t: Test, ad: SambaAd, { environment }: Place): Promise<void> {
  const passwordFile = join(t.testdir(), 'password')
  const { DIRECTORY_BIND_PASSWORD: password = '', ...rest } = environment
  await writeFile(passwordFile, password)
  const service = await startService({ ...rest, DIRECTORY_BIND_PASSWORD_FILE: passwordFile })
  t.teardown(() => service.kill())
  const asked = async (secret?: string) => {
    const answer = await fetch(`${service.url}/health/ready`, {
      headers: secret === undefined ? {} : { 'x-api-key': secret },
      signal: AbortSignal.timeout(30_000)
    })
    return { status: answer.status, body: (await answer.json()) as Readiness }
  }
  for (const secret of [undefined, secrets.get('reader'), 'rlk_nonsense']) {
    const { status, body } = await asked(secret)
    t.equal(status, 200)
    t.strictSame(Object.keys(body), ['status', 'checks'], 'as ever')
  }
  const { status, body } = await asked(secrets.get('admin'))
  t.equal(status, 200)
  t.equal(body.connections?.length, 13)
  t.ok(body.connections?.every(step => step.status === 'pass'))

  await ad.remove('crm-park-01')
  t.teardown(() => ad.addPerson({ name: 'crm-park-01' }))
  await new Promise(resolve => void setTimeout(resolve, 1100))
  const later = await asked(secrets.get('admin'))
  t.equal(later.status, 200, 'whether the service can do its job is said as ever')
  const missing = later.body.connections?.filter(step => step.status === 'fail')
  t.match(missing, [{ side: 'directory', name: 'placeholder-accounts' }] as ConnectionStep[])
  t.equal(await service.stop(), 0)
}
