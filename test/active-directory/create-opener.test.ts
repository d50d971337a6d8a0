import { writeFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import {
  checkSettings,
  type DirectorySettings,
  type CheckedSettings,
  type Server
} from '../../src/active-directory/check-settings.ts'
import { createDirectory } from '../../src/active-directory/create-directory.ts'
import { createLookUps } from '../../src/active-directory/create-look-ups.ts'
import { createOpener } from '../../src/active-directory/create-opener.ts'
import { restMs } from '../../src/active-directory/create-server-order.ts'
import type { Session } from '../../src/active-directory/open-session.ts'
import { streamAccounts } from '../../src/active-directory/stream-accounts.ts'
import type { RelinkError } from '../../src/errors.ts'
import { startSambaAd, type SambaAd } from '../peers/samba-ad.ts'
import { sambaSettings } from '../peers/samba-settings.ts'
import { contoso, emea, eu } from './forests.ts'
import { keys } from './keys.ts'
import { recordingLog } from './recording-log.ts'
import { answerLayout, startScriptedServer } from './scripted-server.ts'
import { scriptedSettings } from './scripted-settings.ts'
import { startRelay } from './start-relay.ts'

const never = new AbortController().signal
const ad = await startSambaAd(t)
const dead = 'ldap://127.0.0.1:1'
const credentials = { bindDn: 'ada', bindPassword: 'secret' }

const healthy = (t: Test, bindStatus?: () => number) =>
  startScriptedServer(t, (request, reply) => void answerLayout(request, reply), bindStatus)

function serversOf({ servers }: CheckedSettings): [Server, Server] {
  const [first, second = first] = servers
  if (!first || !second) throw new Error('no server')
  return [first, second]
}

t.test(
  'what a server holds is remembered; a dead one is asked last, until it has rested',
  async t => {
    const { url } = await healthy(t)
    let now = 0
    const log = recordingLog()
    const settings = scriptedSettings([dead, url])
    const [first, second] = serversOf(settings)
    const opener = createOpener(settings, log, () => now)
    t.teardown(() => opener.close())

    await t.rejects(opener.openOn(first, never), {
      code: 'directory-unavailable',
      details: { retryable: true }
    })
    t.match(log.lines, [{ level: 'warn', facts: { server: '127.0.0.1:1' } }])
    t.strictSame(opener.inOrder(), [second, first])
    t.equal(opener.holdingsOf(second), undefined)
    t.ok((await opener.openOn(second, never)).isOpen)
    t.match(opener.holdingsOf(second), { held: ['DC=contoso,DC=test'] })
    t.equal(opener.holdingsOf(first), undefined)
    now += restMs
    t.strictSame(opener.inOrder(), [first, second])
  }
)

t.test('a domain that nobody holds is warned of once, when all servers have told', async t => {
  const domains = { CONTOSO: contoso, EMEA: emea, EU: eu }
  const [first, second] = await Promise.all(
    [contoso, emea].map(held =>
      startScriptedServer(t, (request, reply) => {
        answerLayout(request, reply, { domains, held: [held] })
      })
    )
  )
  if (!first || !second) throw new Error('no servers')
  const warnings = async (...baseDns: string[]) => {
    const settings = { ...scriptedSettings([first.url, second.url]), baseDns }
    const log = recordingLog()
    const opener = createOpener(settings, log)
    t.teardown(() => opener.close())
    const [one, other] = serversOf(settings)
    await opener.openOn(one, never)
    await opener.openOn(one, never)
    t.strictSame(log.lines, [], 'the other one may hold it')
    await opener.openOn(other, never)
    await opener.openOn(other, never)
    return log.lines.map(({ level, facts }) => [level, facts])
  }
  t.strictSame(await warnings(), [['warn', { domains: ['eu.test'] }]])
  t.strictSame(await warnings(contoso), [['warn', { domains: ['eu.test'] }]], 'below a base')
  t.strictSame(await warnings(emea), [], 'left out')
})

t.test(
  'a refused log-on is not tried elsewhere, nor again at once: it would lock the account',
  async t => {
    let status = 49
    let logOns = 0
    const server = await healthy(t, () => {
      logOns += 1
      return status
    })
    const other = await healthy(t)
    let now = 0
    const settings = scriptedSettings([server.url, other.url], credentials)
    const [first, second] = serversOf(settings)
    const opener = createOpener(settings, recordingLog(), () => now)
    t.teardown(() => opener.close())
    const refused = {
      code: 'directory-unavailable',
      details: { detail: /DIRECTORY_BIND_PASSWORD/, retryable: false }
    }

    await t.rejects(opener.openOn(first, never), refused)
    status = 0
    await t.rejects(opener.openOn(first, never), refused)
    await t.rejects(opener.openOn(second, never), refused)
    t.equal(logOns, 1)
    t.equal(other.connections, 0)
    now += restMs
    t.ok((await opener.openOn(first, never)).isOpen, 'later it is')
  }
)

t.test('an abort is passed on as it is', async t => {
  const { url } = await startScriptedServer(t, () => undefined)
  const settings = scriptedSettings([url])
  const [server] = serversOf(settings)
  const opener = createOpener(settings, recordingLog())
  const stop = new AbortController()
  const opening = opener.openOn(server, stop.signal)
  setTimeout(() => stop.abort(new Error('enough')), 20)
  await t.rejects(opening, { message: 'enough' })
})

t.test('closing ends every connection, and those that are being opened', async t => {
  const { url } = await healthy(t)
  const settings = scriptedSettings([url])
  const [server] = serversOf(settings)
  const opener = createOpener(settings, recordingLog())
  const first = await opener.openOn(server, never)
  first.close()
  const second = await opener.openOn(server, never)
  const third = opener.openOn(server, never)
  await setImmediate()
  opener.close()
  t.notOk(second.isOpen)
  t.notOk((await third).isOpen)
  await t.rejects(opener.openOn(server, never), {
    code: 'directory-unavailable',
    details: { detail: /stopping/ }
  })
})

if (ad) {
  t.test('names and encryptions', t => namesAndEncryptions(t, ad))
  t.test('there and back', t => thereAndBack(t, ad))
  t.test('idle connections', t => idleConnections(t, ad))
  t.test('so many connections and no more', t => soManyConnections(t, ad))
  t.test('a password that rotates', t => rotation(t, ad))
  t.test('certificates', t => certificates(t, ad))
}

const encryptions = [
  { name: 'LDAPS', scheme: 'ldaps', port: 636, startTls: false },
  { name: 'StartTLS', scheme: 'ldap', port: 389, startTls: true }
] as const

function directory(t: Test, ad: SambaAd, more: Partial<DirectorySettings> = {}) {
  const made = createDirectory(sambaSettings(ad, more), recordingLog())
  t.teardown(() => made.close())
  return made
}

async function faultOf(work: Promise<unknown>): Promise<RelinkError['details']> {
  return work.then(
    () => {
      throw new Error('it worked')
    },
    (error: RelinkError) => error.details
  )
}

async function namesAndEncryptions(t: Test, ad: SambaAd): Promise<void> {
  const names = [
    `CN=svc.reader,CN=Users,${ad.baseDn}`,
    'svc.reader@contoso.test',
    'CONTOSO\\svc.reader'
  ]
  for (const { name, scheme, startTls } of encryptions) {
    for (const bindDn of names) {
      const urls = [`${scheme}://${ad.address}`]
      const d = directory(t, ad, { urls, startTls, bindDn })
      t.ok(await d.hasAccounts(never), `${bindDn} by ${name}`)
    }
  }
  const clear = directory(t, ad, { urls: [ad.ldapUrl] })
  t.match(await faultOf(clear.hasAccounts(never)), {
    detail: /wants an encrypted connection\. Use ldaps:\/\/ or set DIRECTORY_START_TLS/,
    retryable: false
  })
}

/** The first controller goes away and comes back; the second is the same domain at another address. */
async function thereAndBack(t: Test, ad: SambaAd): Promise<void> {
  const [first, second] = [
    await startRelay(t, ad.address, 636),
    await startRelay(t, ad.address, 636)
  ]
  const checked = checkSettings(
    sambaSettings(ad, { urls: [`ldaps://${first.address}`, `ldaps://${second.address}`] })
  )
  let now = 0
  const log = recordingLog()
  const opener = createOpener(checked, log, () => now)
  t.teardown(() => opener.close())
  const lookUp = createLookUps(opener)
  const asked = async () => {
    const [name] = await lookUp(
      [],
      async ({ server, finds }) => {
        await finds(ad.baseDn, {}, never)
        return server.name
      },
      never
    )
    return name
  }
  const scanned = async () => {
    let accounts = 0
    for await (const page of streamAccounts(opener, checked, log, never)) accounts += page.length
    return accounts
  }

  t.equal(await asked(), first.address)
  t.ok((await scanned()) > 0)
  t.equal(second.connections, 1, 'the second was asked once, for what it holds')
  await first.leave()
  t.equal(await asked(), second.address, 'the second answers')
  t.ok((await scanned()) > 0, 'for scans, too')
  await first.comeBack()
  t.equal(await asked(), second.address, 'while the first rests')
  now += restMs
  t.equal(await asked(), first.address, 'and back')
  const before = second.connections
  t.ok((await scanned()) > 0)
  t.equal(second.connections, before, 'for scans, too')
  await second.leave()
  await first.leave()
  t.match(await faultOf(asked()), { detail: /nothing listens .*nothing listens /, retryable: true })
}

/** MaxConnIdleTime is 15 minutes by default; here it is a second. */
async function idleConnections(t: Test, ad: SambaAd): Promise<void> {
  await ad.closeIdleAfter(1)
  t.teardown(() => ad.closeIdleAfter(900))
  for (const { name, scheme, startTls } of encryptions) {
    const checked = checkSettings(
      sambaSettings(ad, { urls: [`${scheme}://${ad.address}`], startTls })
    )
    const opener = createOpener(checked, recordingLog())
    t.teardown(() => opener.close())
    const lookUp = createLookUps(opener)
    const [session] = await lookUp([], async each => each, never)
    const isOpen = () => session?.isOpen === true
    for (let waited = 0; isOpen() && waited < 10_000; waited += 100) await sleep(100)
    t.notOk(isOpen(), `${name}: the server closed it`)
    const answer = async (each: Session) => {
      t.ok(await each.finds(ad.baseDn, {}, never), `${name}: and the next call is answered`)
      return each
    }
    const [next] = await lookUp([], answer, never)
    t.ok(next?.isOpen, 'on a connection that is logged on')
    t.notOk(next && opener.rests(next.server), 'without a grudge against the server')
  }
}

/** One for all look-ups, four for scans. */
async function soManyConnections(t: Test, ad: SambaAd): Promise<void> {
  const relay = await startRelay(t, ad.address, 636)
  const d = directory(t, ad, { urls: [`ldaps://${relay.address}`], pageSize: 2, timeoutMs: 30_000 })
  const scans = Array.from({ length: 12 }, () => iterate(d.streamAccounts(never)))
  const firstPages = scans.map(scan => scan.next())
  await Promise.all(firstPages.slice(0, 4))
  const ask = () => d.findAccounts(keys({ logonNames: ['contoso\\svc.reader'] }), never)
  const answers = await Promise.all(Array.from({ length: 200 }, ask))
  t.ok(answers.every(answer => answer.length === 1))
  t.equal(relay.connections, 5, 'eight scans wait for the four under way')

  const sizes = await Promise.all(
    scans.map(async (scan, i) => {
      let accounts = (await firstPages[i])?.value?.length ?? 0
      for (let page = await scan.next(); !page.done; page = await scan.next()) {
        accounts += page.value.length
      }
      return accounts
    })
  )
  t.equal(new Set(sizes).size, 1, 'every scan is whole')
  t.equal(relay.connections, 13)
}

function iterate<Value>(values: AsyncIterable<Value>): AsyncIterator<Value, undefined> {
  return values[Symbol.asyncIterator]()
}

async function rotation(t: Test, ad: SambaAd): Promise<void> {
  const relay = await startRelay(t, ad.address, 636)
  const bindPasswordFile = join(t.testdir(), 'password')
  const [old, young] = ['F1rst!pass', 'S3cond!pass']
  await ad.addPerson({ name: 'svc.rotating', password: old })
  await writeFile(bindPasswordFile, `${old}\n`)
  const d = directory(t, ad, {
    urls: [`ldaps://${relay.address}`],
    bindDn: 'svc.rotating@contoso.test',
    bindPassword: old,
    bindPasswordFile
  })
  const asked = () => d.hasAccounts(never)
  t.ok(await asked())

  // Of Active Directory's own accord the last but one is let in for an hour.
  for (const next of ['B3tween!pass', young]) await ad.setPassword('svc.rotating', next)
  t.ok(await asked(), 'who is logged on stays so')
  relay.cut()
  t.match(await faultOf(asked()), { detail: /refuses the log-on/, retryable: false })
  const refused = relay.connections
  t.match(await faultOf(asked()), { detail: /refuses the log-on/ })
  t.equal(relay.connections, refused, 'the same password is not tried again at once')

  await writeFile(bindPasswordFile, '')
  t.match(await faultOf(asked()), { detail: /BIND_PASSWORD_FILE is empty/, retryable: true })
  await writeFile(bindPasswordFile, '\n')
  t.match(await faultOf(asked()), { detail: /BIND_PASSWORD_FILE is empty/ })
  await rm(bindPasswordFile)
  const gone = await faultOf(asked())
  t.match(gone, { detail: /BIND_PASSWORD_FILE cannot be read \(ENOENT\)/, retryable: true })
  t.notMatch(JSON.stringify(gone), /F1rst|S3cond/)
  t.equal(relay.connections, refused, 'nobody knocks without a password')

  await writeFile(bindPasswordFile, young)
  t.ok(await asked(), 'the new one is tried at once')
  relay.cut()
  t.ok(await asked())
}

async function certificates(t: Test, ad: SambaAd): Promise<void> {
  const remedies = {
    expired: /certificate has expired\. Renew it on the domain controller/,
    renamed:
      /certificate is for another host name\. Use the name in the certificate in DIRECTORY_URL/,
    foreign:
      /certificate is not trusted\. Put the certificate of its authority into DIRECTORY_CA_FILE/
  } as const
  for (const kind of ['expired', 'renamed', 'foreign'] as const) {
    await ad.showCertificate(kind)
    for (const { name, scheme, startTls } of encryptions) {
      const d = directory(t, ad, { urls: [`${scheme}://${ad.address}`], startTls })
      t.match(await faultOf(d.hasAccounts(never)), { detail: remedies[kind] }, `${kind}, ${name}`)
    }
  }
  await ad.showCertificate('sound')
  for (const { name, scheme, startTls } of encryptions) {
    const urls = [`${scheme}://${ad.address}`]
    t.ok(await directory(t, ad, { urls, startTls }).hasAccounts(never), `sound, ${name}`)
    const { ca: _, ...without } = sambaSettings(ad, { urls, startTls })
    const d = createDirectory(without, recordingLog())
    t.match(await faultOf(d.hasAccounts(never)), { detail: remedies.foreign }, `no CA, ${name}`)
  }
}
