import { UnavailableCriticalExtensionError } from 'ldapts'
import t, { type Test } from 'tap'
import { changedAccounts, markAccounts } from '../../src/active-directory/changed-accounts.ts'
import { checkSettings, type DirectorySettings } from '../../src/active-directory/check-settings.ts'
import { createDirectory } from '../../src/active-directory/create-directory.ts'
import { createLookUps, type LookUp } from '../../src/active-directory/create-look-ups.ts'
import { createOpener } from '../../src/active-directory/create-opener.ts'
import { guidText } from '../../src/active-directory/guid.ts'
import type { AccountChanges, Mark, Untold } from '../../src/model/changes.ts'
import type { Directory } from '../../src/ports.ts'
import { startSambaAd, type SambaAd } from '../peers/samba-ad.ts'
import { sambaSettings } from '../peers/samba-settings.ts'
import { recordingLog } from './recording-log.ts'
import { answerLayout, person, startScriptedServer } from './scripted-server.ts'

/** What a lenient Samba never does: sync-changes.test.ts and number-changes.test.ts. */
const never = new AbortController().signal

interface Teller {
  mark(signal: AbortSignal): Promise<Mark | Untold>
  changesSince(mark: string, signal: AbortSignal): Promise<AccountChanges | Untold>
}

const most = 1000

/** The mark of a reading that is broken off. */
function tellerOf(directory: Directory): Teller {
  return {
    async mark(signal) {
      const marks: (Mark | Untold)[] = []
      const pages = directory.streamAccounts(signal, mark => marks.push(mark))
      const reading = pages[Symbol.asyncIterator]()
      await reading.next()
      await reading.return?.()
      const [mark] = marks
      if (!mark) throw new Error('not marked')
      return mark
    },
    changesSince: (mark, signal) => directory.changesSince(mark, most, signal)
  }
}

interface Way {
  readonly name: string
  readonly place: object
  /** Whether a change that nobody needs goes unmentioned. */
  readonly isExact: boolean
  open(t: Test, ad: SambaAd, more?: Partial<DirectorySettings>): Teller
}

const byAdministrator: Way = {
  name: 'DirSync with the right to replicate',
  place: { by: 'DirSync', flags: 0 },
  isExact: true,
  open: (t, ad, more) =>
    directory(t, ad, { bindDn: ad.admin.dn, bindPassword: ad.admin.password, ...more })
}

const byReader: Way = {
  name: 'DirSync without further rights',
  place: { by: 'DirSync', flags: 1 },
  isExact: true,
  open: directory
}

/** Of a server without DirSync. */
const byNumber: Way = {
  name: 'uSNChanged',
  place: { by: 'uSNChanged' },
  isExact: false,
  open(t, ad, more) {
    const settings = checkSettings(sambaSettings(ad, more))
    const opener = createOpener(settings, recordingLog())
    t.teardown(() => opener.close())
    const lookUp = createLookUps(opener)
    const once = () => Promise.reject(new UnavailableCriticalExtensionError())
    const without: LookUp = (baseDns, work, signal) =>
      lookUp(baseDns, session => work({ ...session, once }), signal)
    return {
      async mark(signal) {
        const sessions = await without(settings.baseDns, async session => session, signal)
        return markAccounts(sessions, settings, signal)
      },
      changesSince: (mark, signal) =>
        changedAccounts(without, settings, { mark, most }, recordingLog(), signal)
    }
  }
}

const ways = [byAdministrator, byReader, byNumber]

const ad = await startSambaAd(t)
if (ad) {
  const staff = await ad.addUnit('Staff')
  await ad.addPerson({ name: 'svc.blind', password: 'Bl1nd!pass' })
  t.test('without a right', t => withoutRight(t, ad, staff))
  t.test('what happens', t => whatHappens(t, ad, staff))
  t.test('what moves others', t => whatMovesOthers(t, ad, staff))
  t.test('an operator’s filter', t => operatorsFilter(t, ad, staff))
  t.test('marks that no longer hold', t => voidMarks(t, ad, staff))
}

t.test('two domains on one server, each asked for itself', async t => {
  const [contoso, emea] = ['DC=contoso,DC=test', 'DC=emea,DC=contoso,DC=test']
  const domains = { CONTOSO: contoso, EMEA: emea }
  const asked: string[] = []
  const server = await startScriptedServer(t, (request, reply) => {
    if (answerLayout(request, reply, { domains, held: [contoso, emea] })) return
    const { baseDn, bytes } = request
    if (bytes.includes('1.2.840.113556.1.4.841')) asked.push(baseDn)
    const isAboutAccounts = bytes.includes('sAMAccountName')
    if (isAboutAccounts) reply.entry(...person(baseDn === contoso ? 1 : 2))
    reply.synced(`${baseDn}, ${isAboutAccounts ? 'then' : 'now'}`)
  })
  const open = (...baseDns: string[]) => {
    const settings = { urls: [server.url], startTls: false, baseDns, timeoutMs: 2000 }
    const made = createDirectory(settings, recordingLog())
    t.teardown(() => made.close())
    return tellerOf(made)
  }
  const placeAt = (text: string) => ({ cookie: Buffer.from(text).toString('base64') })
  for (const baseDns of [[], [contoso], [`OU=Staff,${contoso}`, emea]]) {
    asked.length = 0
    const directory = open(...baseDns)
    const { mark } = told(await directory.mark(never))
    t.strictSame(asked, [contoso, emea])
    t.match(JSON.parse(mark).places, {
      [contoso]: placeAt(`${contoso}, now`),
      [emea]: placeAt(`${emea}, now`)
    })
    const changes = told(await directory.changesSince(mark, never))
    t.match(JSON.parse(changes.mark).places, {
      [contoso]: placeAt(`${contoso}, then`),
      [emea]: placeAt(`${emea}, then`)
    })
    t.strictSame(guids(changes), [
      '01010101-0101-0101-0101-010101010101',
      '02020202-0202-0202-0202-020202020202'
    ])
  }
  for (const context of [contoso, emea]) {
    const { mark } = told(await open(`OU=Staff,${context.toLowerCase()}`).mark(never))
    t.strictSame(Object.keys(JSON.parse(mark).places), [context])
  }
})

/** Before anybody is shown what was deleted. */
async function withoutRight(t: Test, ad: SambaAd, staff: string): Promise<void> {
  const howTo =
    /^Deleted accounts can't be seen in DC=contoso,DC=test, .*docs\/active-directory\.md/
  for (const way of [byReader, byNumber]) {
    const mark = await way.open(t, ad, { baseDns: [staff] }).mark(never)
    t.match(mark, { kind: 'untold', reason: howTo }, way.name)
  }
  await ad.showDeleted('svc.reader')
}

function directory(t: Test, ad: SambaAd, more: Partial<DirectorySettings> = {}): Teller {
  const made = createDirectory(sambaSettings(ad, more), recordingLog())
  t.teardown(() => made.close())
  return tellerOf(made)
}

async function guidOf(ad: SambaAd, name: string): Promise<string> {
  return guidText((await ad.read(name))['objectGUID'] as Buffer) ?? ''
}

function told<T extends Mark>(answer: T | Untold): T {
  if (answer.kind === 'untold') throw new Error(answer.reason)
  return answer
}

function guids({ objectGuids }: AccountChanges): readonly string[] {
  return [...objectGuids].toSorted()
}

async function whatHappens(t: Test, ad: SambaAd, staff: string): Promise<void> {
  const sales = `OU=Sales,${staff}`
  await ad.client.add(sales, { objectClass: ['top', 'organizationalUnit'], ou: 'Sales' })
  const tellers = await Promise.all(
    ways.map(async way => {
      const teller = way.open(t, ad, { baseDns: [staff] })
      return { way, teller, mark: told(await teller.mark(never)).mark }
    })
  )
  for (const { way, mark } of tellers) {
    t.match(JSON.parse(mark), { places: { [ad.baseDn]: way.place } }, way.name)
  }

  /** A deed, and whom it changes. */
  const happens = async (deed: string, doIt: () => Promise<readonly string[]>) => {
    const expected = (await doIt()).toSorted()
    for (const each of tellers) {
      const { way, teller } = each
      const changes = told(await teller.changesSince(each.mark, never))
      each.mark = changes.mark
      if (way.isExact) t.strictSame(guids(changes), expected, `${deed}: ${way.name}`)
      else t.ok(changes.objectGuids.isSupersetOf(new Set(expected)), `${deed}: ${way.name}`)
      const again = told(await teller.changesSince(each.mark, never))
      t.strictSame(guids(again), [], `${deed}, asked again: ${way.name}`)
    }
  }
  const one = () => guidOf(ad, 'one')

  await happens('nothing', async () => [])
  await happens('a new account', async () => {
    await ad.addPerson({ name: 'one', unit: staff, password: 'Secr3t!pass' })
    return [await one()]
  })
  await happens('another logon name', async () => {
    await ad.rename('one', 'eins')
    return [await guidOf(ad, 'eins')]
  })
  await ad.rename('eins', 'one')
  await happens('the name back, another mail', async () => {
    await ad.change('one', { mail: 'one@contoso.test' })
    return [await one()]
  })
  await happens('no mail any more', async () => {
    await ad.change('one', { mail: [] })
    return [await one()]
  })
  await happens('disabled', async () => {
    await ad.change('one', { userAccountControl: '514' })
    return [await one()]
  })
  await happens('what nobody needs', async () => {
    await ad.change('one', { description: 'likes tea' })
    return []
  })
  await happens('a group', async () => {
    await ad.addGroup('Tea drinkers', [(await ad.read('one')).dn])
    return []
  })
  await happens('a computer', async () => {
    await ad.client.add(`CN=pc,${staff}`, {
      objectClass: ['top', 'person', 'organizationalPerson', 'user', 'computer'],
      sAMAccountName: 'pc$',
      userAccountControl: '4096'
    })
    return []
  })
  await happens('another unit', async () => {
    await ad.client.modifyDN(`CN=one,${staff}`, `CN=one,${sales}`)
    return [await one()]
  })
  await happens('out of the base', async () => {
    await ad.client.modifyDN(`CN=one,${sales}`, `CN=one,CN=Users,${ad.baseDn}`)
    return [await one()]
  })
  await happens('and back, by another common name', async () => {
    await ad.client.modifyDN(`CN=one,CN=Users,${ad.baseDn}`, `CN=uno,${staff}`)
    return [await one()]
  })
  await happens('made anew', async () => {
    const before = await one()
    await ad.recreate('one')
    return [before, await one()]
  })
  await happens('deleted', async () => {
    const before = await one()
    await ad.remove('one')
    return [before]
  })
  await happens('made and deleted in between', async () => {
    await ad.addPerson({ name: 'short', unit: staff })
    const before = await guidOf(ad, 'short')
    await ad.remove('short')
    return [before]
  })
  await happens('a new unit with somebody in it', async () => {
    const unit = await ad.addUnit('New')
    await ad.addPerson({ name: 'two', unit })
    return [await guidOf(ad, 'two')]
  })
  await happens('many', async () => {
    for (let i = 0; i < 30; i += 1) await ad.addPerson({ name: `many${i}`, unit: sales })
    return Promise.all(Array.from({ length: 30 }, (_, i) => guidOf(ad, `many${i}`)))
  })
}

async function whatMovesOthers(t: Test, ad: SambaAd, staff: string): Promise<void> {
  const inner = `OU=Inner,${staff}`
  await ad.client.add(inner, { objectClass: ['top', 'organizationalUnit'], ou: 'Inner' })
  await ad.addPerson({ name: 'inside', unit: inner })
  const outer = `OU=Outer,${staff}`
  for (const [deed, doIt] of [
    ['renamed', () => ad.client.modifyDN(inner, outer)],
    ['moved', () => ad.client.modifyDN(outer, `OU=Outer,${ad.baseDn}`)],
    ['moved back', () => ad.client.modifyDN(`OU=Outer,${ad.baseDn}`, inner)]
  ] as const) {
    const tellers = await Promise.all(
      ways.map(async way => {
        const teller = way.open(t, ad, { baseDns: [staff] })
        return { way, teller, mark: told(await teller.mark(never)).mark }
      })
    )
    await doIt()
    for (const { way, teller, mark } of tellers) {
      t.match(
        await teller.changesSince(mark, never),
        { kind: 'untold', reason: /^A unit of DC=contoso,DC=test was moved/ },
        `${deed}: ${way.name}`
      )
    }
  }
}

async function operatorsFilter(t: Test, ad: SambaAd, staff: string): Promise<void> {
  await ad.addPerson({ name: 'three', unit: staff, attributes: { description: 'staff' } })
  for (const way of ways) {
    const teller = way.open(t, ad, { baseDns: [staff], userFilter: '(description=staff)' })
    const { mark } = told(await teller.mark(never))
    await ad.change('three', { description: way.name })
    const gone = told(await teller.changesSince(mark, never))
    t.ok(gone.objectGuids.has(await guidOf(ad, 'three')), `no longer wanted: ${way.name}`)
    await ad.change('three', { description: 'staff' })
    const back = told(await teller.changesSince(gone.mark, never))
    t.ok(back.objectGuids.has(await guidOf(ad, 'three')), `wanted again: ${way.name}`)
  }
  const group = `CN=Staff,CN=Users,${ad.baseDn}`
  for (const userFilter of [
    `(memberOf=${group})`,
    `(!(MEMBEROF=${group}))`,
    `(|(mail=*)(manager:1.2.840.113556.1.4.1941:=${group}))`,
    '(lastLogon>=1)',
    '(logonCount>=1)'
  ]) {
    const teller = byAdministrator.open(t, ad, { userFilter })
    const reason = /^DIRECTORY_USER_FILTER asks for .* \(memberOf, for one\)\.$/
    t.match(await teller.mark(never), { kind: 'untold', reason }, userFilter)
  }
  const theirOwn =
    '(&(!(userAccountControl:1.2.840.113556.1.4.803:=2))(lastLogonTimestamp>=1)(manager=*))'
  const teller = byAdministrator.open(t, ad, { userFilter: theirOwn })
  t.match(await teller.mark(never), { kind: 'mark' }, theirOwn)
}

async function voidMarks(t: Test, ad: SambaAd, staff: string): Promise<void> {
  const others = { kind: 'untold', reason: /^Other accounts are asked for/ }
  const settings = { baseDns: [staff], userFilter: '(mail=*)' }
  for (const way of ways) {
    const { mark } = told(await way.open(t, ad, settings).mark(never))
    for (const more of [
      { userFilter: '(mail=*@contoso.test)' },
      { userFilter: '' },
      { baseDns: [] },
      { baseDns: [staff, `CN=Users,${ad.baseDn}`] }
    ]) {
      const other = way.open(t, ad, { ...settings, ...more })
      t.match(await other.changesSince(mark, never), others, JSON.stringify([way.name, more]))
    }
    const same = way.open(t, ad, settings)
    t.match(await same.changesSince(mark, never), { kind: 'mark' }, way.name)
  }

  const notTheSame = { kind: 'untold', reason: /^What answers for DC=contoso,DC=test is not/ }
  const numbered = byNumber.open(t, ad)
  const { mark } = told(await numbered.mark(never))
  for (const other of [
    mark.replace(/"invocationId":"[^"]+"/, `"invocationId":"${crypto.randomUUID()}"`),
    mark.replace(/"usn":\d+/, '"usn":9007199254740000'),
    mark.replace(/"by":"\w+"/, '"by":"else"')
  ]) {
    t.not(other, mark)
    t.match(await numbered.changesSince(other, never), notTheSame, other)
  }

  const blind = { bindDn: 'svc.blind@contoso.test', bindPassword: 'Bl1nd!pass' }
  for (const way of ways) {
    const seen = told(await way.open(t, ad).mark(never))
    const answer = await byReader.open(t, ad, blind).changesSince(seen.mark, never)
    t.match(answer, notTheSame, `the right is gone: ${way.name}`)
  }
  const synced = told(await byReader.open(t, ad).mark(never)).mark
  t.match(
    await byReader
      .open(t, ad)
      .changesSince(synced.replace(/"cookie":"[^"]+"/, '"cookie":""'), never),
    { kind: 'untold', reason: /^A unit of/ },
    'all told anew, as another server may'
  )
  const cookie = `"cookie":"${Buffer.from('no cookie').toString('base64')}"`
  const broken = synced.replace(/"cookie":"[^"]+"/, cookie)
  t.match(await byReader.open(t, ad).changesSince(broken, never), notTheSame, 'a broken cookie')
}
