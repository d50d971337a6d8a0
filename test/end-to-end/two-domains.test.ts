import { createHook } from 'node:async_hooks'
import t, { type Test } from 'tap'
import type { DirectorySettings } from '../../src/active-directory/check-settings.ts'
import { createDirectory } from '../../src/active-directory/create-directory.ts'
import { guidText } from '../../src/active-directory/guid.ts'
import type { Session } from '../../src/active-directory/open-session.ts'
import { readMembers } from '../../src/active-directory/read-members.ts'
import { sidText } from '../../src/active-directory/sid.ts'
import type { Mismatch } from '../../src/model/mismatch.ts'
import type { Directory } from '../../src/ports.ts'
import { startOrganization } from '../../src/sandbox/organization/start-organization.ts'
import type { UserRow } from '../../src/sandbox/user-row.ts'
import { keys } from '../active-directory/keys.ts'
import { recordingLog } from '../active-directory/recording-log.ts'
import { startSambaPair, type SambaAd } from '../peers/samba-ad.ts'
import { createClient } from './client.ts'
import { blank, configure, id, lookUp } from './samba-company.ts'
import { startService } from './start-service.ts'

const never = new AbortController().signal

/**
 * Two real domains, each a forest of its own. In one Windows forest each would name the other in
 * CN=Partitions, DIRECTORY_BASE_DN could be left out, and a global catalog would hold both: that is
 * tried on scripted servers (test/active-directory/open-sessions.test.ts) and in the sandbox.
 */
const pair = await startSambaPair(t)
if (pair) {
  t.test('one directory', t => oneDirectory(t, pair))
  t.test('members of another forest', t => foreignMembers(t, pair))
  t.test('references', t => references(t, pair))
  t.test('learn, break, detect, plan, execute', t => wholeJob(t, pair))
}

type Pair = readonly [contoso: SambaAd, emea: SambaAd]

function directory(
  t: Test,
  [one, other]: Pair,
  more: Partial<DirectorySettings> = {},
  log = recordingLog()
): Directory {
  const made = createDirectory(
    {
      urls: [one.ldapsUrl, other.ldapsUrl],
      startTls: false,
      ca: one.ca + other.ca,
      bindDn: one.reader.dn,
      bindPassword: one.reader.password,
      baseDns: [one.baseDn, other.baseDn],
      timeoutMs: 10_000,
      ...more
    },
    log
  )
  t.teardown(() => made.close())
  return made
}

async function streamNames(directory: Directory): Promise<readonly string[]> {
  const names: string[] = []
  for await (const page of directory.streamAccounts(never)) {
    names.push(...page.map(account => account.logonName))
  }
  return names
}

const guidOf = async (ad: SambaAd, name: string) =>
  guidText((await ad.read(name))['objectGUID'] as Buffer) ?? ''
const sidOf = async (ad: SambaAd, name: string) =>
  sidText((await ad.read(name))['objectSid'] as Buffer) ?? ''

async function oneDirectory(t: Test, [contoso, emea]: Pair): Promise<void> {
  const both = directory(t, [contoso, emea])
  for (const ad of [contoso, emea]) {
    await ad.addPerson({ name: 'sam.same', attributes: { employeeID: `of ${ad.netbiosName}` } })
  }
  t.strictSame(
    (await both.domains(never)).map(domain => [domain.netbiosName, domain.dnsName]),
    [
      ['CONTOSO', 'contoso.test'],
      ['EMEA', 'emea.test']
    ]
  )
  const names = await streamNames(both)
  t.ok(names.includes('CONTOSO\\sam.same') && names.includes('EMEA\\sam.same'))
  t.equal(new Set(names).size, names.length, 'nobody twice')
  t.ok(await both.hasAccounts(never))

  const found = async (some: Parameters<typeof keys>[0]) =>
    (await both.findAccounts(keys(some), never)).map(each => [each.logonName, each.employeeId])
  const inEmea = [['EMEA\\sam.same', 'of EMEA']]
  t.strictSame(await found({ logonNames: ['emea\\sam.same'] }), inEmea, 'a name in its own domain')
  t.strictSame(await found({ guids: [await guidOf(emea, 'sam.same')] }), inEmea, 'a GUID')
  t.strictSame(await found({ sids: [(await sidOf(emea, 'sam.same')).toLowerCase()] }), inEmea)
  t.equal((await found({ logonNames: ['contoso\\sam.same', 'emea\\sam.same'] })).length, 2)

  const narrow = directory(t, [contoso, emea], { baseDns: [contoso.baseDn] })
  t.notOk(
    (await streamNames(narrow)).some(name => name.startsWith('EMEA\\')),
    'who asks for one'
  )
  const unit = await emea.addUnit('Parking')
  await emea.addPerson({ name: 'park-01', unit })
  t.match(await narrow.accountsInUnit(unit, never), [{ logonName: 'EMEA\\park-01' }])
  const group = await emea.addGroup('Board', [(await emea.read('sam.same')).dn])
  t.strictSame(await narrow.membersOfGroup(group, never), [await guidOf(emea, 'sam.same')])

  const dead = `ldaps://${contoso.address}:1`
  const urls = [dead, emea.ldapsUrl, contoso.ldapsUrl]
  t.equal((await streamNames(directory(t, [contoso, emea], { urls }))).length, names.length + 1)
  const alone = directory(t, [contoso, emea], { urls: [contoso.ldapsUrl] })
  const nobodys = {
    code: 'directory-unavailable',
    details: { detail: /No server of DIRECTORY_URL holds DC=emea,DC=test/ }
  }
  await t.rejects(streamNames(alone), nobodys)
  await t.rejects(alone.hasAccounts(never), nobodys)
  await t.rejects(streamNames(directory(t, [contoso, emea], { baseDns: [] })), {
    code: 'directory-unavailable',
    details: { detail: /several forests/ }
  })
}

/**
 * What a trust shows of who is of the other forest: an entry that has nothing but the SID. There is
 * no trust here, Samba makes the entry without one.
 */
async function foreignMembers(t: Test, [contoso, emea]: Pair): Promise<void> {
  const inner = await emea.addGroup('Inner', [await emea.addPerson({ name: 'ivy.inner' })])
  const outer = await emea.addGroup('Outer', [await emea.addPerson({ name: 'olga.outer' }), inner])
  await emea.addPerson({ name: 'sue.single' })
  const local = await contoso.addPerson({ name: 'lena.local' })
  const group = `CN=Across,CN=Users,${contoso.baseDn}`
  const sids = [await sidOf(emea, 'sue.single'), await sidOf(emea, 'Outer')]
  await contoso.client.add(group, {
    objectClass: ['top', 'group'],
    sAMAccountName: 'Across',
    // Domain local: no other may have members of another forest.
    groupType: String(0x80_00_00_04 | 0),
    member: [local, ...sids.map(sid => `<SID=${sid}>`)]
  })
  const { searchEntries } = await contoso.client.search(group, { attributes: ['member'] })
  t.match([searchEntries[0]?.['member']].flat().map(String).toSorted(), [
    /^CN=S-1-5/,
    /^CN=S-1-5/,
    /^CN=lena/
  ])

  const all: Session['all'] = async (dn, options, _, controls) =>
    (await contoso.client.search(dn, options, [...(controls ?? [])])).searchEntries
  const named = await readMembers({ all }, group, never)
  const objectGuid = await guidOf(contoso, 'lena.local')
  t.strictSame(
    named.filter(({ dn }) => dn === local),
    [{ dn: local, objectGuid }]
  )

  const log = recordingLog()
  const of = async (...names: string[]) => Promise.all(names.map(name => guidOf(emea, name)))
  const everybody = [objectGuid, ...(await of('sue.single', 'olga.outer', 'ivy.inner'))]
  const both = directory(t, [contoso, emea], {}, log)
  t.strictSame(new Set(await both.membersOfGroup(group, never)), new Set(everybody))
  t.strictSame(
    await both.membersOfGroup(outer, never).then(guids => guids.toSorted()),
    (await of('olga.outer', 'ivy.inner')).toSorted()
  )
  const warnings = () => log.lines.filter(({ level }) => level === 'warn')
  t.strictSame(warnings(), [])

  const alone = directory(t, [contoso, emea], { baseDns: [contoso.baseDn] }, log)
  t.strictSame(await alone.membersOfGroup(group, never), everybody.slice(0, 1))
  const domains = [sids[0]?.replace(/-\d+$/, '')]
  t.match(warnings(), [{ facts: { group, domains, members: 2 } }])
}

/** Every TCP connection that this process begins, and every name that it resolves. */
function watchNetwork(t: Test) {
  const connects: { address?: string; port?: number }[] = []
  let namesResolved = 0
  const hook = createHook({
    init(_id, type, _trigger, resource) {
      if (type === 'TCPCONNECTWRAP') connects.push(resource)
      if (type === 'GETADDRINFOREQWRAP') namesResolved += 1
    }
  }).enable()
  t.teardown(() => hook.disable())
  return () => ({
    peers: connects.map(({ address, port }) => `${address}:${port}`).toSorted(),
    namesResolved
  })
}

/** A search from the root of a domain is answered with a reference to its configuration partition. */
async function references(t: Test, [contoso, emea]: Pair): Promise<void> {
  const { searchReferences } = await contoso.client.search(contoso.baseDn, {
    filter: '(sAMAccountName=sam.same)'
  })
  t.match(searchReferences, [/^ldaps?:\/\/contoso\.test\//], 'the server does refer elsewhere')
  const seen = watchNetwork(t)
  const both = directory(t, [contoso, emea])
  await streamNames(both)
  await both.findAccounts(keys({ logonNames: ['contoso\\sam.same'] }), never)
  await both.membersOfGroup(`CN=Domain Users,CN=Users,${contoso.baseDn}`, never)
  const own = [`${contoso.address}:636`, `${emea.address}:636`]
  // One each for the scan, one each for all look-ups.
  t.strictSame(seen(), { peers: [...own, ...own].toSorted(), namesResolved: 0 })
}

/**
 * | who            | where   | what happens                                                    |
 * |----------------|---------|-----------------------------------------------------------------|
 * | ann.berg       | CONTOSO | renamed                                                         |
 * | erik.berg      | EMEA    | renamed                                                         |
 * | ingrid.solberg | CONTOSO | moved to EMEA: same GUID                                        |
 * | lars.holm      | CONTOSO | migrated to EMEA: new GUID, the SID in sIDHistory, another name |
 * | yves.calm      | CONTOSO | nothing                                                         |
 * | zoe.calm       | EMEA    | nothing                                                         |
 */
const people = [
  'CONTOSO\\ann.berg',
  'EMEA\\erik.berg',
  'CONTOSO\\ingrid.solberg',
  'CONTOSO\\lars.holm',
  'CONTOSO\\yves.calm',
  'EMEA\\zoe.calm'
]

async function wholeJob(t: Test, pair: Pair): Promise<void> {
  const [contoso, emea] = pair
  for (const name of people) {
    const ad = name.startsWith('EMEA') ? emea : contoso
    await ad.addPerson({
      name: shortOf(name),
      password: 'Employ33!pass',
      attributes: identity(name)
    })
  }
  for (const name of ['crm-park-01', 'crm-park-02']) await contoso.addPerson({ name })
  const organization = await startOrganization({
    rows: [...(await Promise.all(people.map(name => rowOf(pair, name)))), caller],
    identity: { organizationId: id(500), callerId: id(99), version: '9.1.0.0' },
    resolveName: name => lookUp(pair, name)
  })
  t.teardown(() => organization.close())
  const { environment, secrets } = await configure(t, pair, organization)
  const service = await startService(environment)
  t.teardown(() => service.kill())
  const client = createClient(service.url, { secrets })
  t.match(await client.scan(), { status: 'Succeeded', inSync: 6, linksLearned: 6 })

  await breakThings(pair)
  const scan = await client.scan()
  t.match(scan, { status: 'Succeeded', renamed: 2, moved: 2, inSync: 2, mismatched: 4 })
  const found = await client.all<Mismatch>(`/v1/scans/${scan.scanId}/mismatches`)
  const of = (name: string) => found.find(each => each.domainName === name)
  t.match(of('CONTOSO\\ann.berg'), { kind: 'renamed', expectedDomainName: 'CONTOSO\\ann.klein' })
  t.match(of('EMEA\\erik.berg'), { kind: 'renamed', expectedDomainName: 'EMEA\\erik.storm' })
  t.match(of('CONTOSO\\ingrid.solberg'), {
    kind: 'moved',
    confidence: 'proven',
    expectedDomainName: 'EMEA\\ingrid.solberg'
  })
  const lars = of('CONTOSO\\lars.holm')
  t.match(lars, { kind: 'moved', expectedDomainName: 'EMEA\\lars.holm2' })
  t.match(
    lars?.evidence.find(each => each.fact === 'sid-history'),
    { dynamics: /^S-1-5-21-/, directory: 'EMEA\\lars.holm2', agrees: true }
  )

  const plan = await client.approvedPlan({ scanId: scan.scanId, changeNumber: 'CHG0030192' })
  t.match(plan, { users: 4, blockedCount: 0 })
  const { body: started } = await client.execute(plan)
  t.match(await client.until(started.executionId), { status: 'Succeeded', usersRemapped: 4 })
  const expected = { status: 'Succeeded', mismatched: 0, inSync: 6 }
  t.match(await client.scan(), expected)

  await emea.stop()
  const failed = { status: 'Failed', failureCode: 'directory-unavailable' }
  t.match(await client.scan(), { ...failed, failureDetail: /DC=emea,DC=test/ })
  await emea.start()
  t.match(await client.scan(), expected, 'nobody was an orphan meanwhile')
  t.equal(await service.stop(), 0)
}

async function breakThings([contoso, emea]: Pair): Promise<void> {
  await contoso.rename('ann.berg', 'ann.klein')
  await emea.rename('erik.berg', 'erik.storm')
  await move('ingrid.solberg', 'ingrid.solberg', await guidOf(contoso, 'ingrid.solberg'))
  await move('lars.holm', 'lars.holm2', crypto.randomUUID())

  async function move(from: string, to: string, objectGuid: string): Promise<void> {
    const objectSid = await sidOf(contoso, from)
    await contoso.remove(from)
    const attributes = identity(`CONTOSO\\${from}`)
    await emea.arrive({ name: to, attributes }, { objectGuid, objectSid })
  }
}

function shortOf(name: string): string {
  return name.replace(/^.*\\/, '')
}

function identity(name: string) {
  const number = people.indexOf(name)
  return { employeeID: `E${1000 + number}`, mail: `person${number}@contoso.test` }
}

const caller = { ...blank(99), systemuserid: id(99), fullname: 'Service Relink' }

async function rowOf(pair: Pair, name: string): Promise<UserRow> {
  const { employeeID, mail } = identity(name)
  return {
    ...blank(people.indexOf(name)),
    domainname: name,
    activedirectoryguid: (await lookUp(pair, name))?.objectGuid,
    fullname: shortOf(name),
    internalemailaddress: mail,
    employeeid: employeeID
  }
}
