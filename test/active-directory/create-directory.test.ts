import t, { type Test } from 'tap'
import type { DirectorySettings } from '../../src/active-directory/check-settings.ts'
import { createDirectory } from '../../src/active-directory/create-directory.ts'
import { guidText } from '../../src/active-directory/guid.ts'
import { sidText } from '../../src/active-directory/sid.ts'
import type { RelinkError } from '../../src/errors.ts'
import type { Account } from '../../src/model/account.ts'
import type { Directory } from '../../src/ports.ts'
import { startSambaAd, type SambaAd } from '../peers/samba-ad.ts'
import { sambaSettings } from '../peers/samba-settings.ts'
import { hostileTexts } from './hostile-texts.ts'
import { keys } from './keys.ts'
import { recordingLog } from './recording-log.ts'
import { startRelay } from './start-relay.ts'

const never = new AbortController().signal

const ad = await startSambaAd(t)
if (ad) {
  const staff = await people(ad)
  t.test('reads', t => reads(t, ad, staff))
  t.test('finds', t => finds(t, ad, staff))
  t.test('groups and units', t => groupsAndUnits(t, ad, staff))
  t.test('what administrators do', t => changes(t, ad))
  t.test('placeholders', t => placeholders(t, ad))
  t.test('refusals', t => refusals(t, ad))
  t.test('broken connections', t => brokenConnections(t, ad))
}

/** Units with some people of every kind. */
async function people(ad: SambaAd) {
  const unit = await ad.addUnit('Staff')
  const ada = await ad.addPerson({
    name: 'Ada.L',
    unit,
    attributes: {
      cn: 'Lovelace, Ada "x" +1',
      mail: 'Ada@contoso.test',
      proxyAddresses: [
        'SMTP:ada@contoso.test',
        'smtp:ada.byron@contoso.test',
        'sip:ada@contoso.test'
      ],
      employeeID: '0042',
      displayName: 'Ada Lovelace',
      givenName: 'Ada',
      sn: 'Lovelace'
    }
  })
  const mueller = await ad.addPerson({
    name: 'j.müller',
    unit,
    password: 'Secr3t!pass',
    attributes: { sn: 'Müller' }
  })
  for (let i = 0; i < 20; i += 1) await ad.addPerson({ name: `bulk${i}`, unit })
  return { unit, ada, mueller }
}

function directory(t: Test, ad: SambaAd, more: Partial<DirectorySettings> = {}): Directory {
  const made = createDirectory(sambaSettings(ad, more), recordingLog())
  t.teardown(() => made.close())
  return made
}

async function stream(directory: Directory): Promise<Account[]> {
  const accounts: Account[] = []
  for await (const page of directory.streamAccounts(never)) accounts.push(...page)
  return accounts
}

const names = (accounts: readonly Account[]): string[] =>
  accounts.map(account => account.logonName).toSorted()

type Staff = Awaited<ReturnType<typeof people>>

async function reads(t: Test, ad: SambaAd, { unit, ada }: Staff): Promise<void> {
  const log = recordingLog()
  const whole = createDirectory(sambaSettings(ad, { pageSize: 7 }), log)
  t.teardown(() => whole.close())
  t.strictSame(await whole.domains(never), [
    { netbiosName: 'CONTOSO', dnsName: 'contoso.test', distinguishedName: ad.baseDn }
  ])
  t.equal(await whole.hasAccounts(never), true)

  const accounts = await stream(whole)
  t.equal(new Set(accounts.map(account => account.objectGuid)).size, accounts.length)
  t.equal(accounts.filter(account => account.logonName.startsWith('CONTOSO\\bulk')).length, 20)
  t.ok(names(accounts).includes('CONTOSO\\Administrator'), 'other containers, too')
  t.notOk(
    names(accounts).some(name => name.endsWith('$')),
    'a computer is no account'
  )
  t.strictSame(
    log.lines.filter(line => line.message.startsWith('references')).map(line => line.level),
    ['debug'],
    'a reference to other partitions is noted once and not followed'
  )
  t.strictSame(
    log.lines.filter(line => line.level !== 'debug'),
    []
  )

  const entry = await ad.read('ada.l')
  const account = accounts.find(account => account.logonName === 'CONTOSO\\Ada.L')
  t.strictSame(account, {
    objectGuid: guidText(entry['objectGUID'] as Buffer),
    objectSid: sidText(entry['objectSid'] as Buffer),
    sidHistory: [],
    logonName: 'CONTOSO\\Ada.L',
    mail: 'Ada@contoso.test',
    proxyAddresses: account?.proxyAddresses,
    employeeId: '0042',
    displayName: 'Ada Lovelace',
    givenName: 'Ada',
    surname: 'Lovelace',
    distinguishedName: entry.dn,
    isEnabled: false,
    whenCreated: account?.whenCreated
  })
  t.strictSame(
    new Set(account?.proxyAddresses),
    new Set(['ada@contoso.test', 'ada.byron@contoso.test'])
  )
  t.match(account?.whenCreated, /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/)
  t.ok(accounts.find(account => account.logonName === 'CONTOSO\\j.müller')?.isEnabled)
  t.ok(ada)

  const narrowed = directory(t, ad, { baseDns: [unit], userFilter: '(sn=M\\c3\\bcller)' })
  t.strictSame(names(await stream(narrowed)), ['CONTOSO\\j.müller'], 'base and filter')
  const nobody = directory(t, ad, { userFilter: '(sn=nobody)' })
  t.equal(await nobody.hasAccounts(never), false)
  t.strictSame(await stream(nobody), [])
  const nested = directory(t, ad, { baseDns: [ad.baseDn.toLowerCase(), unit, unit] })
  t.equal((await stream(nested)).length, accounts.length, 'nobody is found twice')
}

async function finds(t: Test, ad: SambaAd, { unit }: Staff): Promise<void> {
  const d = directory(t, ad)
  const ada = await ad.read('ada.l')
  const guid = guidText(ada['objectGUID'] as Buffer) ?? ''
  const sid = (sidText(ada['objectSid'] as Buffer) ?? '').toLowerCase()
  const found = async (some: Parameters<typeof keys>[0]) =>
    names(await d.findAccounts(keys(some), never))

  t.strictSame(await found({}), [])
  const one = ['CONTOSO\\Ada.L']
  t.strictSame(await found({ guids: [guid] }), one, 'GUID')
  t.strictSame(await found({ sids: [sid] }), one, 'SID')
  t.strictSame(await found({ logonNames: ['contoso\\ada.l'] }), one, 'logon name')
  t.strictSame(await found({ logonNames: ['fabrikam\\ada.l'] }), [], 'of another domain')
  t.strictSame(await found({ addresses: ['ada@contoso.test'] }), one, 'mail')
  t.strictSame(await found({ addresses: ['ada.byron@contoso.test'] }), one, 'proxy address')
  t.strictSame(await found({ addresses: ['j.müller@contoso.test'] }), ['CONTOSO\\j.müller'], 'UPN')
  t.strictSame(await found({ employeeIds: ['0042'] }), one, 'employee id')
  t.strictSame(await found({ logonNames: ['contoso\\j.müller'] }), ['CONTOSO\\j.müller'], 'umlaut')
  t.strictSame(
    await found({
      guids: [guid],
      sids: [sid],
      addresses: ['ada@contoso.test'],
      employeeIds: ['0042']
    }),
    one,
    'each once'
  )
  t.strictSame(
    (await found({ logonNames: Array.from({ length: 600 }, (_, i) => `contoso\\bulk${i}`) }))
      .length,
    20,
    'several batches'
  )
  for (const text of hostileTexts) {
    t.strictSame(
      await found({ logonNames: [`contoso\\${text}`], addresses: [text], employeeIds: [text] }),
      [],
      `hostile: ${JSON.stringify(text).slice(0, 40)}`
    )
  }
  const all = (await stream(d)).map(account => account.objectGuid)
  t.equal((await found({ guids: all })).length, all.length, 'every GUID, whatever its bytes')

  const elsewhere = directory(t, ad, { baseDns: [`CN=Users,${ad.baseDn}`] })
  t.strictSame(
    await elsewhere.findAccounts(keys({ guids: [guid] }), never),
    [],
    'not below the base'
  )
  const inUnit = directory(t, ad, { baseDns: [unit], userFilter: '(employeeID=0042)' })
  const some = keys({ logonNames: ['contoso\\ada.l', 'contoso\\bulk1'] })
  t.strictSame(names(await inUnit.findAccounts(some, never)), one, 'the filter holds here, too')
  t.strictSame(
    (await Promise.all(Array.from({ length: 30 }, () => found({ guids: [guid] })))).flat().length,
    30,
    'many at once'
  )
}

async function groupsAndUnits(t: Test, ad: SambaAd, { unit, ada, mueller }: Staff): Promise<void> {
  const d = directory(t, ad, { baseDns: [`CN=Users,${ad.baseDn}`] })
  const inner = await ad.addGroup('Inner (x) *', [ada])
  const outer = await ad.addGroup('Outer', [inner, mueller])
  const guid = async (name: string) => guidText((await ad.read(name))['objectGUID'] as Buffer)
  const members = async (dn: string) => (await d.membersOfGroup(dn, never)).toSorted()

  t.strictSame(await members(inner), [await guid('ada.l')])
  t.strictSame(
    await members(outer),
    [String(await guid('ada.l')), String(await guid('j.müller'))].toSorted(),
    'nested'
  )
  t.ok((await members(`CN=Domain Users,CN=Users,${ad.baseDn}`)).length > 20, 'a primary group')
  const everybody = await members(`CN=Users,CN=Builtin,${ad.baseDn}`)
  t.ok(everybody.includes((await guid('ada.l')) ?? ''), 'by the primary group, nested')
  for (const dn of [`CN=Nobody,${ad.baseDn}`, ada, 'nonsense']) {
    await t.rejects(d.membersOfGroup(dn, never), { code: 'directory-unavailable' }, dn)
  }
  t.strictSame(await members(await ad.addGroup('Empty')), [])

  const pool = await ad.addUnit('Placeholders')
  t.strictSame(await d.accountsInUnit(pool, never), [])
  await ad.addPerson({ name: 'ph-1', unit: pool })
  await ad.addPerson({ name: 'ph-2', unit: pool })
  const filtered = directory(t, ad, { userFilter: '(mail=*)' })
  t.strictSame(names(await filtered.accountsInUnit(pool, never)), [
    'CONTOSO\\ph-1',
    'CONTOSO\\ph-2'
  ])
  t.equal((await d.accountsInUnit(unit, never)).length, 22)
  await t.rejects(d.accountsInUnit(`OU=Nowhere,${ad.baseDn}`, never), {
    code: 'directory-unavailable',
    details: { detail: /no such place/, retryable: false }
  })
}

/** Where Windows would refuse (a swap without a third name, 512 without a password), Samba may not. */
async function changes(t: Test, ad: SambaAd): Promise<void> {
  const d = directory(t, ad)
  const guidOf = async (name: string) => {
    const [account] = await d.findAccounts(keys({ logonNames: [`contoso\\${name}`] }), never)
    return account?.objectGuid
  }
  for (const name of ['one', 'two']) await ad.addPerson({ name, password: 'Secr3t!pass' })
  const [one, two] = [await guidOf('one'), await guidOf('two')]
  await ad.swap('one', 'two')
  t.strictSame([await guidOf('one'), await guidOf('two')], [two, one], 'swapped')
  const before = await d.traceAccounts(new Set([one ?? '', two ?? '']), never)
  t.strictSame(
    new Set(before.map(trace => trace.logonNameChanges?.count)),
    new Set([1, 2]),
    'one of both went by a third name'
  )
  await ad.rename('one', 'eins')
  t.strictSame([await guidOf('one'), await guidOf('eins')], [undefined, two], 'renamed')
  await ad.recreate('eins')
  t.not(await guidOf('eins'), two, 'recreated')
  t.strictSame(await d.findAccounts(keys({ guids: [two ?? ''] }), never), [], 'the old one is gone')
  const made = await guidOf('eins')
  await ad.remove('eins')
  t.equal(await guidOf('eins'), undefined, 'removed')
  await traces(t, ad, { removed: [two ?? '', made ?? ''], living: one ?? '' })
}

/** What was deleted is seen by those only who may list CN=Deleted Objects, on Windows as here. */
async function traces(
  t: Test,
  ad: SambaAd,
  { removed, living }: { readonly removed: readonly string[]; readonly living: string }
): Promise<void> {
  const unit = await ad.addUnit('Traced')
  const d = directory(t, ad, { baseDns: [unit] })
  const unknown = crypto.randomUUID()
  const asked = new Set([...removed, living, unknown])
  t.strictSame(
    (await d.traceAccounts(asked, never)).map(trace => trace.objectGuid),
    [living],
    'without the right'
  )
  await ad.showDeleted('svc.reader')
  const found = await d.traceAccounts(asked, never)
  const of = (guid: string) => found.find(trace => trace.objectGuid === guid)
  for (const guid of removed) {
    const { deletedAt = '', distinguishedName } = of(guid) ?? {}
    t.ok(Math.abs(Date.now() - Date.parse(deletedAt)) < 120_000, `deleted just now: ${deletedAt}`)
    t.match(distinguishedName, /CN=Deleted Objects/)
  }
  t.match(of(living), { distinguishedName: `CN=one,CN=Users,${ad.baseDn}` }, 'out of the base')
  t.equal(of(living)?.deletedAt, undefined)
  const { count, lastAt = '' } = of(living)?.logonNameChanges ?? {}
  t.equal(count, 2)
  t.ok(Math.abs(Date.now() - Date.parse(lastAt)) < 120_000, `renamed just now: ${lastAt}`)
  t.equal(of(unknown), undefined)
  t.strictSame(await d.traceAccounts(new Set(['no guid']), never), [])
}

async function placeholders(t: Test, ad: SambaAd): Promise<void> {
  const unitDn = await ad.addUnit('Made')
  await ad.addPerson({ name: 'operators-own', unit: unitDn })
  const madeFor = { planId: crypto.randomUUID(), organizationId: crypto.randomUUID() }
  const asKeeper = { bindDn: 'svc.keeper@contoso.test', bindPassword: 'K3eper!pass' }
  await ad.addPerson({ name: 'svc.keeper', password: asKeeper.bindPassword })
  await ad.handOver(unitDn, 'svc.keeper')
  for (const [accountName, more] of [
    ['relink-0a1b2c3d', asKeeper],
    ['relink-4e5f6071', { ...asKeeper, urls: [ad.ldapUrl], startTls: true }]
  ] as const) {
    const keeper = directory(t, ad, more)
    const made = await keeper.createPlaceholder({ unitDn, accountName, madeFor }, never)
    const entry = await ad.read(accountName)
    t.match(made, {
      objectGuid: guidText(entry['objectGUID'] as Buffer),
      logonName: `CONTOSO\\${accountName}`,
      distinguishedName: `CN=${accountName},${unitDn}`,
      isEnabled: false,
      madeFor
    })
    t.match(entry, { userAccountControl: '514', description: /Logon denied/ })
    t.not(entry['pwdLastSet'], '0', 'a password is set')
    const found = await keeper.findAccounts(keys({ guids: [made.objectGuid] }), never)
    t.strictSame(names(found), [made.logonName])
    t.match(await keeper.createPlaceholder({ unitDn, accountName, madeFor }, never), made, 'once')

    const reader = directory(t, ad)
    const refused = { code: 'directory-unavailable', details: { detail: /Grant it that/ } }
    const another = { unitDn, accountName: 'relink-x', madeFor }
    await t.rejects(reader.createPlaceholder(another, never), refused)
    await t.rejects(reader.removePlaceholder(unitDn, made.objectGuid, never), refused)
    await keeper.removePlaceholder(unitDn, made.objectGuid, never)
    await t.rejects(ad.read(accountName), /nobody is called/)
  }
  const keeper = directory(t, ad, asKeeper)
  for (const { objectGuid } of await keeper.accountsInUnit(unitDn, never)) {
    await keeper.removePlaceholder(unitDn, objectGuid, never)
  }
  t.ok(await ad.read('operators-own'), 'without our mark it stays')
  const clear = directory(t, ad, { ...asKeeper, urls: [ad.ldapUrl] })
  const one = { unitDn, accountName: 'relink-x', madeFor }
  await t.rejects(clear.createPlaceholder(one, never), {
    code: 'directory-unavailable',
    details: { detail: /encrypted/ }
  })
  const catalog = directory(t, ad, { ...asKeeper, urls: [`${ad.ldapsUrl}:3269`] })
  await catalog.createPlaceholder(one, never).then(
    () => t.comment('Samba lets a global catalog write'),
    error => t.match(error, { code: 'directory-unavailable' })
  )
}

async function refusals(t: Test, ad: SambaAd): Promise<void> {
  const fault = async (more: Partial<DirectorySettings>): Promise<string> => {
    const error = await directory(t, ad, more)
      .hasAccounts(never)
      .then(
        () => t.fail('let in'),
        (error: RelinkError) => error
      )
    const { code, details } = error as RelinkError
    t.equal(code, 'directory-unavailable')
    t.notMatch(JSON.stringify({ code, details }), /R3ader|wrong-password/, 'no credentials')
    return details.detail
  }
  const host = ad.address
  t.match(await fault({ bindPassword: 'wrong-password' }), /refuses the log-on/)
  t.match(await fault({ bindDn: 'nobody@contoso.test' }), /log-on|does not know/)
  t.match(await fault({ ca: undefined as never }), /DIRECTORY_CA_FILE/)
  t.match(
    await fault({ urls: [ad.ldapUrl], startTls: true, ca: undefined as never }),
    /DIRECTORY_CA_FILE/
  )
  t.match(await fault({ urls: [ad.ldapUrl] }), /encrypted/, 'a log-on in clear text')
  t.match(await fault({ urls: [`ldaps://${host}:389`], timeoutMs: 1000 }), /TLS|reset|in time/)
  t.match(await fault({ urls: [`ldaps://${host}:1`] }), /nothing listens/)
  t.match(
    await fault({ urls: [`ldap://${host}:636`], timeoutMs: 1000 }),
    /in time|lost|failed|reset/
  )
  t.match(await fault({ urls: ['ldaps://nowhere.invalid'] }), /host name/)
  t.match(
    await fault({ baseDns: ['DC=fabrikam,DC=test'] }),
    /No server .* holds DC=fabrikam,DC=test/
  )
  t.match(await fault({ baseDns: [`OU=Nowhere,${ad.baseDn}`] }), /no such place/)

  await ad.addPerson({ name: 'off', password: 'Secr3t!pass' })
  await ad.change('off', { userAccountControl: '514' })
  t.match(await fault({ bindDn: 'off@contoso.test', bindPassword: 'Secr3t!pass' }), /disabled/)

  const { bindDn: _, bindPassword: __, ...anonymous } = sambaSettings(ad)
  await t.rejects(
    createDirectory(anonymous, recordingLog()).hasAccounts(never),
    { code: 'directory-unavailable', details: { detail: /DIRECTORY_BIND_DN/ } },
    'nobody is let in without a name'
  )
  for (const bindDn of [`CN=svc.reader,CN=Users,${ad.baseDn}`, 'CONTOSO\\svc.reader']) {
    t.ok(await directory(t, ad, { bindDn }).hasAccounts(never), bindDn)
  }
  t.ok(
    await directory(t, ad, { urls: [ad.ldapUrl], startTls: true }).hasAccounts(never),
    'StartTLS'
  )
  const catalog = directory(t, ad, { urls: [`${ad.ldapsUrl}:3269`] })
  t.ok((await stream(catalog)).length > 20, 'the global catalog')
}

async function brokenConnections(t: Test, ad: SambaAd): Promise<void> {
  const dead = `ldaps://${ad.address}:1`
  const second = directory(t, ad, { urls: [dead, ad.ldapsUrl] })
  t.ok(await second.hasAccounts(never), 'the second server answers for the first')
  t.ok((await stream(second)).length > 20)

  for (const [name, port, more] of [
    ['LDAPS', 636, { startTls: false }],
    ['StartTLS', 389, { startTls: true }]
  ] as const) {
    await t.test(name, async t => {
      const relay = await startRelay(t, ad.address, port)
      const scheme = port === 636 ? 'ldaps' : 'ldap'
      const d = directory(t, ad, {
        ...more,
        urls: [`${scheme}://${relay.address}`],
        timeoutMs: 1000
      })
      t.ok(await d.hasAccounts(never))
      relay.cut()
      t.ok(await d.hasAccounts(never), 'cut between two calls: a new connection')
      t.equal(relay.connections, 2)
      relay.stall()
      await t.rejects(d.hasAccounts(never), { code: 'directory-unavailable' }, 'silence ends')
      relay.flow()
      t.ok(await d.hasAccounts(never), 'and is forgotten')

      relay.stall()
      const stop = new AbortController()
      const started = performance.now()
      const pending = d.findAccounts(keys({ logonNames: ['contoso\\ada.l'] }), stop.signal)
      setTimeout(() => stop.abort(new Error('enough')), 50)
      await t.rejects(pending, { message: 'enough' })
      t.ok(performance.now() - started < 1000, 'an abort ends a look-up at once')
      relay.flow()

      const scanStop = new AbortController()
      const scanned = directory(t, ad, {
        ...more,
        urls: [`${scheme}://${relay.address}`],
        pageSize: 2
      })
      const scan = iterate(scanned.streamAccounts(scanStop.signal))
      t.notOk((await scan.next()).done)
      relay.stall()
      setTimeout(() => scanStop.abort(new Error('enough')), 50)
      await t.rejects(drain(scan), { message: 'enough' }, 'and a scan')
      relay.flow()

      const cutDirectory = directory(t, ad, {
        ...more,
        urls: [`${scheme}://${relay.address}`],
        pageSize: 2
      })
      const cutScan = iterate(cutDirectory.streamAccounts(never))
      t.notOk((await cutScan.next()).done)
      relay.cut()
      await t.rejects(
        drain(cutScan),
        { code: 'directory-unavailable', details: { retryable: true } },
        'a scan cut midway is not mistaken for a short one'
      )
    })
  }

  const closed = directory(t, ad)
  t.ok(await closed.hasAccounts(never))
  await closed.close()
  await t.rejects(closed.hasAccounts(never), {
    code: 'directory-unavailable',
    details: { detail: /stopping/ }
  })
}

function iterate<T>(pages: AsyncIterable<T>): AsyncIterator<T> {
  return pages[Symbol.asyncIterator]()
}

async function drain(pages: AsyncIterator<unknown>): Promise<void> {
  for (;;) if ((await pages.next()).done) return
}
