import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Attribute, Change, Client, EqualityFilter, type Entry } from 'ldapts'
import { sidText } from '../../src/active-directory/sid.ts'

/** A real Active Directory domain, and its administrator's hands. */
export interface SambaAd {
  readonly address: string
  readonly ldapsUrl: string
  readonly ldapUrl: string
  readonly caFile: string
  readonly ca: string
  readonly baseDn: string
  readonly netbiosName: string
  readonly dnsName: string
  readonly admin: Credentials
  /** A plain domain user. */
  readonly reader: Credentials
  /** The administrator's own connection, for what has no helper. */
  readonly client: Client
  /**
   * Starts again and shows another certificate: one that is over, that is for another host name, or
   * that another authority signed. The administrator's hands are bound until it is 'sound' again.
   */
  showCertificate(kind: 'expired' | 'renamed' | 'foreign' | 'sound'): Promise<void>
  /** From now on, a new connection that is silent for so many seconds is closed. */
  closeIdleAfter(seconds: number): Promise<void>
  setPassword(name: string, password: string): Promise<void>
  /** Ends the domain controller; the administrator's hands are bound until it is started again. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Lets the person create and delete users in the unit, and nothing else. */
  handOver(unitDn: string, name: string): Promise<void>
  /** Adds the entries of an LDIF file: some thousand in a second. */
  load(path: string): Promise<void>
  /** Lets the person see what was deleted; else nobody but administrators does. */
  showDeleted(name: string): Promise<void>
  /** Returns the DN. */
  addUnit(name: string): Promise<string>
  /** Enabled when it has a password. Returns the DN. */
  addPerson(person: Person): Promise<string>
  addGroup(name: string, memberDns?: readonly string[]): Promise<string>
  /** Gives the person of this logon name another one; its GUID stays. */
  rename(from: string, to: string): Promise<void>
  /** By a third name, as administrators must: AD refuses a name that is in use. */
  swap(one: string, other: string): Promise<void>
  remove(name: string): Promise<void>
  /** Deletes the person and makes a new one of the same name: other GUID, other SID. */
  recreate(name: string): Promise<void>
  change(name: string, attributes: Record<string, string | string[]>): Promise<void>
  /** The person's entry, binary attributes as bytes. Throws when there is none. */
  read(name: string): Promise<Entry>
  /**
   * What a move from another domain of the forest leaves here: an account with the GUID it had there,
   * and its SID in sIDHistory. Samba has no such move: this is written past the protocol, into the
   * database, since no server takes either value from a client.
   */
  arrive(person: Person, was: { objectGuid: string; objectSid: string }): Promise<void>
}

export interface Credentials {
  readonly dn: string
  readonly password: string
}

export interface Person {
  /** sAMAccountName and, but for `attributes.cn`, the common name. */
  readonly name: string
  /** DN of the unit; CN=Users when absent. */
  readonly unit?: string
  readonly password?: string
  readonly attributes?: Record<string, string | string[]>
}

/** What a test, or a benchmark, has to say to it. */
interface Stage {
  teardown(end: () => unknown): unknown
  setTimeout(ms: number): unknown
  pass(why: string): unknown
  fail(why: string): unknown
}

/** What a domain is called, and which of the loopback networks its controllers live in. */
interface Named {
  readonly netbiosName: string
  readonly dnsName: string
  readonly baseDn: string
  readonly network: number
}

const contoso: Named = {
  netbiosName: 'CONTOSO',
  dnsName: 'contoso.test',
  baseDn: 'DC=contoso,DC=test',
  network: 100
}
const emea: Named = {
  netbiosName: 'EMEA',
  dnsName: 'emea.test',
  baseDn: 'DC=emea,DC=test',
  network: 164
}

/**
 * Two domains side by side. Samba 4.17 can't make a domain in a forest that is there
 * (`samba-tool domain join … SUBDOMAIN` is gone), so each is a forest of its own: two configuration
 * partitions of which neither names the other, and no catalog of both. The reader has an account in
 * each, of one user principal name and password; in a forest it would be one account.
 */
export async function startSambaPair(t: Stage): Promise<readonly [SambaAd, SambaAd] | undefined> {
  const [one, other] = await Promise.all([startSambaAd(t, contoso), startSambaAd(t, emea)])
  return one && other && [one, other]
}

/**
 * Starts a domain controller for the tests of one file and stops it with them. Undefined, after a
 * passing test that says why, where Samba is not installed; RELINK_REQUIRE_PEERS=1 makes that fail.
 */
export async function startSambaAd(t: Stage, named = contoso): Promise<SambaAd | undefined> {
  const missing = await whatIsMissing()
  if (missing !== undefined) {
    if (process.env['RELINK_REQUIRE_PEERS'] === '1') t.fail(`no Samba AD: ${missing}`)
    else t.pass(`left out: no Samba AD: ${missing}`)
    return undefined
  }
  // To provision and start takes some 7 s on a calm machine, of the 30 s that tap gives a file.
  t.setTimeout(120_000)
  const peer = whereToPutIt(named)
  t.teardown(() => script('wipe', peer))
  await script('up', peer)
  const client = new Client({
    url: `ldaps://${peer.AD_ADDR}`,
    tlsOptions: { ca: await readCa(peer) }
  })
  t.teardown(() => client.unbind())
  const admin = { dn: `Administrator@${named.dnsName}`, password: 'Passw0rd!Test1' }
  await client.bind(admin.dn, admin.password)
  const hands = createHands(client, named)
  const reader = { dn: 'svc.reader@contoso.test', password: 'R3ader!pass' }
  const attributes = { userPrincipalName: reader.dn }
  await hands.addPerson({ name: 'svc.reader', password: reader.password, attributes })
  return {
    address: peer.AD_ADDR,
    ldapsUrl: `ldaps://${peer.AD_ADDR}`,
    ldapUrl: `ldap://${peer.AD_ADDR}`,
    caFile: caFile(peer),
    ca: await readCa(peer),
    ...named,
    admin,
    reader,
    client,
    async showCertificate(kind) {
      await client.unbind()
      await script(kind, peer)
      if (kind === 'sound') await client.bind(admin.dn, admin.password)
    },
    closeIdleAfter: seconds => closeIdleAfter(client, named, seconds),
    handOver: (unitDn, name) => handOver(peer, hands, unitDn, name),
    load: path => script('load', { ...peer, AD_LDIF: path }),
    showDeleted: name => showDeleted(peer, hands, name),
    async stop() {
      await client.unbind()
      await script('down', peer)
    },
    async start() {
      await script('up', peer)
      await client.bind(admin.dn, admin.password)
    },
    arrive: (person, was) => arrive(peer, named, person, was),
    ...hands
  }
}

/** A security descriptor is a matter for samba-tool. CC and DC: create and delete child objects, here users. */
async function handOver(
  { AD_DIR, AD_ADDR }: Place,
  { read }: Hands,
  unitDn: string,
  name: string
): Promise<void> {
  const users = 'bf967aba-0de6-11d0-a285-00aa003049e2'
  const sid = sidText((await read(name))['objectSid'] as Buffer)
  const server = ['-H', `ldap://${AD_ADDR}`, `--configfile=${AD_DIR}/etc/smb.conf`]
  const administrator = ['-U', 'Administrator%Passw0rd!Test1']
  const what = [`--objectdn=${unitDn}`, `--sddl=(OA;CI;CCDC;${users};;${sid})`]
  await promisify(execFile)('samba-tool', ['dsacl', 'set', ...server, ...administrator, ...what])
}

/** Samba's own Python has the bindings, whichever other Python comes first. */
async function showDeleted({ AD_DIR }: Place, { read }: Hands, name: string): Promise<void> {
  const sid = sidText((await read(name))['objectSid'] as Buffer) ?? ''
  const path = join(import.meta.dirname, 'let-see-deleted.py')
  const database = join(AD_DIR, 'private', 'sam.ldb')
  await promisify(execFile)('/usr/bin/python3', [path, join(AD_DIR, 'etc/smb.conf'), database, sid])
}

/** A policy of the forest (MaxConnIdleTime); Samba reads it for each new connection. */
async function closeIdleAfter(client: Client, { baseDn }: Named, seconds: number): Promise<void> {
  const dn = `CN=Default Query Policy,CN=Query-Policies,CN=Directory Service,CN=Windows NT,CN=Services,CN=Configuration,${baseDn}`
  const { searchEntries } = await client.search(dn, {
    scope: 'base',
    attributes: ['lDAPAdminLimits']
  })
  const limits = [searchEntries[0]?.['lDAPAdminLimits'] ?? []].flat().map(String)
  const lDAPAdminLimits = [
    ...limits.filter(limit => !limit.startsWith('MaxConnIdleTime=')),
    `MaxConnIdleTime=${seconds}`
  ]
  await client.modify(dn, replacements({ lDAPAdminLimits }))
}

async function arrive(
  { AD_DIR }: Place,
  { baseDn }: Named,
  { name, attributes }: Person,
  { objectGuid, objectSid }: { objectGuid: string; objectSid: string }
): Promise<void> {
  const lines = Object.entries({
    dn: `CN=${escapeRdn(name)},CN=Users,${baseDn}`,
    objectClass: ['top', 'person', 'organizationalPerson', 'user'],
    sAMAccountName: name,
    // Without a password: Samba takes that, Windows would not.
    userAccountControl: '512',
    ...attributes
  }).flatMap(([type, value]) => [value].flat().map(each => `${type}:: ${base64(each)}`))
  const ldif = join(AD_DIR, `${objectGuid}.ldif`)
  const identity = [`objectGUID: ${objectGuid}`, `sIDHistory: ${objectSid}`]
  await writeFile(ldif, [...lines, ...identity, ''].join('\n'))
  const database = ['-H', `${AD_DIR}/private/sam.ldb`, `--configfile=${AD_DIR}/etc/smb.conf`]
  await promisify(execFile)('ldbadd', [...database, '--relax', ldif])
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

interface Place {
  readonly AD_DIR: string
  readonly AD_ADDR: string
  readonly AD_OWNER: string
  readonly AD_REALM: string
  readonly AD_NETBIOS: string
}

/** Test files run side by side, each a process: folder and loopback address follow from its id. */
function whereToPutIt({ netbiosName, dnsName, network }: Named): Place {
  const { pid } = process
  return {
    AD_DIR: join(tmpdir(), `relink-samba-${pid}-${netbiosName.toLowerCase()}`),
    AD_ADDR: `127.${network + ((pid >> 14) & 63)}.${(pid >> 7) & 127}.${1 + (pid & 127)}`,
    AD_OWNER: String(pid),
    AD_REALM: dnsName.toUpperCase(),
    AD_NETBIOS: netbiosName
  }
}

async function whatIsMissing(): Promise<string | undefined> {
  try {
    await script('have')
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
    return stderr.trim() || String(error)
  }
}

async function script(verb: string, place?: Place & { AD_LDIF?: string }): Promise<void> {
  const path = join(import.meta.dirname, 'samba-ad.sh')
  await promisify(execFile)(path, [verb], { env: { ...process.env, ...place }, timeout: 120_000 })
}

function caFile(place: Place): string {
  return join(place.AD_DIR, 'tls', 'ca.crt')
}

function readCa(place: Place): Promise<string> {
  return readFile(caFile(place), 'utf8')
}

type Hands = Pick<
  SambaAd,
  | 'addUnit'
  | 'addPerson'
  | 'addGroup'
  | 'rename'
  | 'swap'
  | 'remove'
  | 'recreate'
  | 'change'
  | 'setPassword'
  | 'read'
>

function createHands(client: Client, { baseDn, dnsName }: Named): Hands {
  return { addUnit, addPerson, addGroup, rename, swap, remove, recreate, change, setPassword, read }

  async function addUnit(name: string): Promise<string> {
    const dn = `OU=${name},${baseDn}`
    await client.add(dn, { objectClass: ['top', 'organizationalUnit'], ou: name })
    return dn
  }

  async function addPerson({ name, unit, password, attributes }: Person): Promise<string> {
    const cn = attributes?.['cn'] ?? name
    const dn = `CN=${escapeRdn(String(cn))},${unit ?? `CN=Users,${baseDn}`}`
    await client.add(dn, [
      ...toAttributes({
        objectClass: ['top', 'person', 'organizationalPerson', 'user'],
        sAMAccountName: name,
        // Windows refuses an enabled account without a password (53); Samba would take it.
        userAccountControl: password === undefined ? '514' : '512',
        ...(password !== undefined && { userPrincipalName: `${name}@${dnsName}` }),
        ...attributes
      }),
      ...(password === undefined ? [] : [passwordAttribute(password)])
    ])
    return dn
  }

  async function addGroup(name: string, memberDns: readonly string[] = []): Promise<string> {
    const dn = `CN=${name},CN=Users,${baseDn}`
    const member = memberDns.length > 0 ? { member: [...memberDns] } : {}
    await client.add(dn, {
      objectClass: ['top', 'group'],
      sAMAccountName: name.replaceAll(/[^\w.-]/g, ''),
      ...member
    })
    return dn
  }

  /** The implicit UPN counts in uniqueness, so an explicit one is renamed as well. */
  async function rename(from: string, to: string): Promise<void> {
    const { userPrincipalName } = await read(from)
    await change(from, {
      ...(userPrincipalName?.length && { userPrincipalName: `${to}@${dnsName}` }),
      sAMAccountName: to
    })
  }

  async function swap(one: string, other: string): Promise<void> {
    await rename(one, 'swap.between')
    await rename(other, one)
    await rename('swap.between', other)
  }

  async function remove(name: string): Promise<void> {
    await client.del((await read(name)).dn)
  }

  async function recreate(name: string): Promise<void> {
    const { dn, ...entry } = await read(name)
    await client.del(dn)
    const kept = ['cn', 'displayName', 'mail', 'userPrincipalName'].flatMap(attribute => {
      const value = entry[attribute]
      return typeof value === 'string' ? [[attribute, value] as const] : []
    })
    const unit = dn.replace(/^(?:\\.|[^,\\])+,/, '')
    await addPerson({ name, unit, attributes: Object.fromEntries(kept) })
  }

  async function change(
    name: string,
    attributes: Record<string, string | string[]>
  ): Promise<void> {
    const { dn } = await read(name)
    await client.modify(dn, replacements(attributes))
  }

  async function setPassword(name: string, password: string): Promise<void> {
    const { dn } = await read(name)
    const modification = passwordAttribute(password)
    await client.modify(dn, new Change({ operation: 'replace', modification }))
  }

  async function read(name: string): Promise<Entry> {
    const { searchEntries } = await client.search(baseDn, {
      filter: new EqualityFilter({ attribute: 'sAMAccountName', value: name }),
      explicitBufferAttributes: ['objectGUID', 'objectSid', 'sIDHistory']
    })
    const [entry] = searchEntries
    if (!entry) throw new Error(`nobody is called ${name}`)
    return entry
  }
}

/** RFC 4514 2.4. */
function escapeRdn(value: string): string {
  return value.replaceAll(/[,+"\\<>;=]|^[ #]| $/g, character => `\\${character}`)
}

function toAttributes(attributes: Record<string, string | string[]>): Attribute[] {
  return Object.entries(attributes).map(
    ([type, value]) => new Attribute({ type, values: [value].flat() })
  )
}

function replacements(attributes: Record<string, string | string[]>): Change[] {
  return toAttributes(attributes).map(
    modification => new Change({ operation: 'replace', modification })
  )
}

/** UTF-16LE in quotes ([MS-ADTS] 3.1.1.3.1.5.1); only over an encrypted connection. */
function passwordAttribute(password: string): Attribute {
  return new Attribute({ type: 'unicodePwd', values: [Buffer.from(`"${password}"`, 'utf16le')] })
}
