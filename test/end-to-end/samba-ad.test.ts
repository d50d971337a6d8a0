import { setTimeout } from 'node:timers/promises'
import { EqualityFilter, type Entry } from 'ldapts'
import t, { type Test } from 'tap'
import type { MismatchKind } from '../../src/model/mismatch.ts'
import {
  startOrganization,
  type StartedOrganization
} from '../../src/sandbox/organization/start-organization.ts'
import type { UserRow } from '../../src/sandbox/user-row.ts'
import { startSambaAd, type SambaAd } from '../peers/samba-ad.ts'
import { createClient } from './client.ts'
import { blank, configure, id, lookUp } from './samba-company.ts'
import { startService, type Environment } from './start-service.ts'
import type { KeyName } from './start-world.ts'

/** What happens to whom in Active Directory, and what the service must make of it. */
const people: readonly { name: string; becomes?: string; kind?: MismatchKind }[] = [
  { name: 'ann.berg', becomes: 'ann.klein', kind: 'renamed' },
  { name: "fiona.o'neil", becomes: 'fiona.byrne', kind: 'renamed' },
  { name: 'jürgen.groß', becomes: 'juergen.gross', kind: 'renamed' },
  { name: 'anna.weber', becomes: 'maria.weber', kind: 'nameReused' },
  { name: 'maria.weber', becomes: 'anna.weber', kind: 'nameReused' },
  { name: 'carl.one', becomes: 'carl.two', kind: 'renamed' },
  { name: 'carl.two', becomes: 'carl.three', kind: 'nameReused' },
  { name: 'sam.okafor', kind: 'recreated' },
  { name: 'vic.gone', kind: 'orphaned' },
  { name: 'zoe.calm' },
  { name: 'yves.calm' }
]

t.test('a real Active Directory: learn, break, detect, plan, approve, execute', async t => {
  const ad = await startSambaAd(t)
  if (!ad) return
  for (const { name } of people) await addEmployee(ad, name)
  for (const name of ['crm-park-01', 'crm-park-02']) await ad.addPerson({ name })
  const organization = await serve(t, ad)
  const { environment, secrets } = await configure(t, [ad], organization)
  const service = await startService(environment)
  t.teardown(() => service.kill())
  const client = createClient(service.url, { secrets })

  t.match((await client.get('/health/ready')).body, { status: 'ready' })
  const healthy = await client.scan()
  t.match(healthy, { status: 'Succeeded', mismatched: 0, inSync: 11, linksLearned: 11 })
  t.match(healthy, {
    isFull: true,
    whyFull: /Deleted accounts can't be seen in DC=contoso,DC=test/
  })
  await ad.showDeleted('svc.reader')
  t.match(await client.scan(), { isFull: true, whyFull: /no scan before/, inSync: 11 })

  await breakThings(ad)
  const scan = await client.scan()
  const expected = { renamed: 4, nameReused: 3, recreated: 1, orphaned: 1, inSync: 2 }
  t.match(scan, { ...expected, isFull: false, whyFull: undefined, accountsRead: 8 })
  t.match(await client.scan({ full: true }), { ...expected, isFull: true, linksLearned: 0 })
  const found = await client.all<{ domainName: string; kind: string; expectedDomainName?: string }>(
    `/v1/scans/${scan.scanId}/mismatches?pageSize=4`
  )
  for (const { name, kind, becomes = name } of people.filter(person => person.kind)) {
    const mismatch = found.find(each => each.domainName === `CONTOSO\\${name}`)
    t.equal(mismatch?.kind, kind, `${name} is ${kind}`)
    if (kind !== 'orphaned') t.equal(mismatch?.expectedDomainName, `CONTOSO\\${becomes}`)
  }

  const plan = await client.approvedPlan({ scanId: scan.scanId, changeNumber: 'CHG0030192' })
  t.match(plan, { users: 8, blockedCount: 1, status: 'Approved' })
  t.match(plan.blocked, [{ code: 'orphaned' }])
  const { body: started } = await client.execute(plan)
  t.match(await client.until(started.executionId), { status: 'Succeeded', usersRemapped: 8 })

  await t.test('both servers agree in the end', t => compareServers(t, ad, organization))
  const after = { mismatched: 1, orphaned: 1, inSync: 10 }
  t.match(await client.scan(), { ...after, isFull: false })
  t.match(await client.scan({ full: true }), after)
  t.equal(await service.stop(), 0)
  await t.test('placeholders made by an account that may do nothing else', t =>
    makesPlaceholders(t, ad, organization, environment, secrets)
  )
})

/** It may read, as everybody may, and create and delete users in one unit: docs/active-directory.md. */
async function makesPlaceholders(
  t: Test,
  ad: SambaAd,
  organization: StartedOrganization,
  before: Environment,
  secrets: ReadonlyMap<KeyName, string>
): Promise<void> {
  const unitDn = await ad.addUnit('Placeholders')
  await ad.addPerson({ name: 'svc.keeper', password: 'K3eper!pass' })
  await ad.handOver(unitDn, 'svc.keeper')
  await ad.rename('zoe.calm', 'zoe.storm')
  const { PLACEHOLDER_ACCOUNTS: _pool, ...environment } = before
  const service = await startService({
    ...environment,
    DIRECTORY_BIND_DN: 'CONTOSO\\svc.keeper',
    DIRECTORY_BIND_PASSWORD: 'K3eper!pass',
    PLACEHOLDER_OU: unitDn,
    PLACEHOLDER_CREATE: 'true'
  })
  t.teardown(() => service.kill())
  const client = createClient(service.url, { secrets })
  const scan = await client.scan()
  const plan = await client.approvedPlan({ scanId: scan.scanId })
  t.match(plan, { users: 1, placeholdersNeeded: 1 })
  const [made] = await unitOf(ad, unitDn)
  t.match(made, { userAccountControl: '514', description: new RegExp(plan.planId) })
  const { body: started } = await client.execute(plan)
  t.match(await client.until(started.executionId), { status: 'Succeeded', usersRemapped: 1 })
  const row = organization.rows.find(each => each.systemuserid === id(zoe))
  t.equal(row?.domainname, 'CONTOSO\\zoe.storm')
  t.equal(organization.writes.length, 18, 'parked on it, then mapped')
  for (let tries = 0; tries < 100 && (await unitOf(ad, unitDn)).length > 0; tries += 1) {
    await setTimeout(100)
  }
  t.same(await unitOf(ad, unitDn), [], 'and it is removed')
  t.equal(await service.stop(), 0)
}

const zoe = people.findIndex(person => person.name === 'zoe.calm')

async function unitOf(ad: SambaAd, unitDn: string): Promise<readonly Entry[]> {
  const filter = new EqualityFilter({ attribute: 'objectClass', value: 'user' })
  return (await ad.client.search(unitDn, { filter })).searchEntries
}

async function addEmployee(ad: SambaAd, name: string): Promise<void> {
  const number = people.findIndex(person => person.name === name)
  await ad.addPerson({
    name,
    password: `Employee!${number}pass`,
    attributes: { ...identity(name), displayName: name }
  })
}

function identity(name: string) {
  const number = people.findIndex(person => person.name === name)
  return { employeeID: `E${1000 + number}`, mail: `person${number}@contoso.test` }
}

async function breakThings(ad: SambaAd): Promise<void> {
  await ad.rename('ann.berg', 'ann.klein')
  await ad.rename("fiona.o'neil", 'fiona.byrne')
  await ad.rename('jürgen.groß', 'juergen.gross')
  await ad.swap('anna.weber', 'maria.weber')
  await ad.rename('carl.two', 'carl.three')
  await ad.rename('carl.one', 'carl.two')
  await ad.recreate('sam.okafor')
  await ad.change('sam.okafor', identity('sam.okafor'))
  await ad.remove('vic.gone')
}

/** An organization that looks names up in that domain, by means of its own. */
async function serve(t: Test, ad: SambaAd): Promise<StartedOrganization> {
  const rows = await Promise.all(people.map(({ name }, index) => rowOf(ad, name, index)))
  const caller = { ...blank(99), systemuserid: id(99), fullname: 'Service Relink' }
  const organization = await startOrganization({
    rows: [...rows, caller],
    identity: { organizationId: id(500), callerId: id(99), version: '9.1.0.0' },
    resolveName: name => lookUp([ad], name)
  })
  t.teardown(() => organization.close())
  return organization
}

async function rowOf(ad: SambaAd, name: string, index: number): Promise<UserRow> {
  const account = await lookUp([ad], `CONTOSO\\${name}`)
  const { employeeID, mail } = identity(name)
  return {
    ...blank(index),
    domainname: `CONTOSO\\${name}`,
    activedirectoryguid: account?.objectGuid,
    fullname: name,
    internalemailaddress: mail,
    employeeid: employeeID
  }
}

/** Each record holds the GUID of the account that bears its name; the orphan is as it was. */
async function compareServers(
  t: Test,
  ad: SambaAd,
  { rows, writes }: StartedOrganization
): Promise<void> {
  for (const [index, { name, becomes = name, kind }] of people.entries()) {
    const row = rows.find(each => each.systemuserid === id(index))
    t.equal(row?.domainname, `CONTOSO\\${becomes}`)
    if (kind === 'orphaned') continue
    const account = await lookUp([ad], `CONTOSO\\${becomes}`)
    t.equal(row?.activedirectoryguid, account?.objectGuid, `${name} is linked to ${becomes}`)
  }
  t.equal(writes.length, 16, 'eight hops, two writes each, and nothing else')
  t.notOk(
    rows.some(row => row.domainname.includes('crm-park')),
    'nobody is left on a placeholder'
  )
}
