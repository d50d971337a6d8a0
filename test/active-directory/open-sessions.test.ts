import t, { type Test } from 'tap'
import type { Server } from '../../src/active-directory/check-settings.ts'
import { createOpener } from '../../src/active-directory/create-opener.ts'
import { restMs } from '../../src/active-directory/create-server-order.ts'
import { openSessions } from '../../src/active-directory/open-sessions.ts'
import { contoso, emea } from './forests.ts'
import { recordingLog } from './recording-log.ts'
import { answerLayout, startScriptedServer, type ScriptedForest } from './scripted-server.ts'
import { scriptedSettings } from './scripted-settings.ts'

const never = new AbortController().signal
const dead = 'ldap://127.0.0.1:1'
const domains = { CONTOSO: contoso, EMEA: emea }
const ofContoso: ScriptedForest = { domains, held: [contoso] }
const ofEmea: ScriptedForest = { domains, held: [emea] }
const small: ScriptedForest = { domains: { CONTOSO: contoso }, held: [contoso] }

/** A server of which each connection is cut at once while it is down. */
async function controller(t: Test, forest: ScriptedForest) {
  const state = { isDown: false }
  const server = await startScriptedServer(t, (request, reply) => {
    if (state.isDown) reply.hangUp()
    else answerLayout(request, reply, forest)
  })
  return Object.assign(server, { state })
}

/** Who reads what, of these servers, each call with connections of its own. */
function reach(t: Test, urls: readonly string[], monotonicMs?: () => number) {
  const opener = createOpener(scriptedSettings(urls), recordingLog(), monotonicMs)
  t.teardown(() => opener.close())
  const take = (server: Server) => opener.openOn(server, never)
  return async (...baseDns: string[]) => {
    const sessions = await openSessions(opener, baseDns, take, never)
    return sessions.map(({ server, layout }) => [`ldap://${server.name}`, layout.bases])
  }
}

t.test('servers that hold the same are alternatives, others complete them', async t => {
  const [first, second, third] = [
    await controller(t, ofContoso),
    await controller(t, ofContoso),
    await controller(t, ofEmea)
  ]
  const all = reach(t, [first.url, second.url, third.url])
  const expected = [
    [first.url, [contoso]],
    [third.url, [emea]]
  ]
  t.strictSame(await all(), expected)
  t.equal(second.connections, 1, 'asked once what it holds')
  t.strictSame(await all(), expected)
  t.equal(second.connections, 1, 'and that is remembered')

  const one = reach(t, [first.url, second.url, third.url])
  t.strictSame(await one(`OU=a,${contoso}`), [[first.url, [`OU=a,${contoso}`]]])
  t.strictSame([second.connections, third.connections], [1, 2], 'nobody else is needed for it')
  t.strictSame(await one(emea), [[third.url, [emea]]])
})

t.test('the next alternative answers for one that is down, until that has rested', async t => {
  const [first, second, third] = [
    await controller(t, ofContoso),
    await controller(t, ofContoso),
    await controller(t, ofEmea)
  ]
  let now = 0
  const all = reach(t, [first.url, third.url, second.url], () => now)
  await all()
  first.state.isDown = true
  const without = [
    [third.url, [emea]],
    [second.url, [contoso]]
  ]
  t.strictSame(await all(), without)
  first.state.isDown = false
  t.strictSame(await all(), without)
  now += restMs
  t.strictSame(await all(), [
    [first.url, [contoso]],
    [third.url, [emea]]
  ])
})

t.test('a domain whose only server is down is named, never left out', async t => {
  const [first, second] = [await controller(t, ofContoso), await controller(t, ofEmea)]
  const all = reach(t, [first.url, second.url])
  const refusal = {
    code: 'directory-unavailable',
    details: { detail: /127\.0\.0\.1:\d+: .* answers for DC=emea,DC=test/, retryable: true }
  }
  second.state.isDown = true
  await t.rejects(all(), refusal, 'when nobody knows yet what it holds')
  second.state.isDown = false
  t.equal((await all()).length, 2)
  second.state.isDown = true
  await t.rejects(all(), refusal, 'when it is known')
  await t.rejects(all(), refusal, 'while it rests')
  t.strictSame(await all(contoso), [[first.url, [contoso]]], 'who asks for less, gets it')
  second.state.isDown = false
  t.equal((await all()).length, 2, 'it need not have rested when nobody else will do')
})

t.test('what nobody holds', async t => {
  const server = await controller(t, ofContoso)
  const some = reach(t, [server.url])
  for (const base of [emea, 'DC=fabrikam,DC=test', 'nonsense']) {
    await t.rejects(
      some(contoso, base),
      {
        code: 'directory-unavailable',
        details: { detail: new RegExp(`No server of DIRECTORY_URL holds ${base}:`) }
      },
      base
    )
  }
  t.strictSame(await some(), [[server.url, [contoso]]], 'all is what the servers hold')
})

t.test('in a forest of one domain, a server that is down can hold nothing else', async t => {
  const server = await controller(t, small)
  const down = await controller(t, small)
  down.state.isDown = true
  for (const urls of [
    [down.url, server.url],
    [server.url, down.url]
  ]) {
    let now = 0
    const before = down.connections
    const all = reach(t, urls, () => now)
    t.strictSame(await all(), [[server.url, [contoso]]])
    t.strictSame(await all(), [[server.url, [contoso]]])
    t.equal(down.connections - before, 1, 'it is not asked each time')
    now += restMs
    await all()
    t.equal(down.connections - before, 2, 'but when it has rested')
  }
})

t.test('domains of several forests must be named: nobody else knows of them', async t => {
  const emeaAlone = { domains: { EMEA: emea }, held: [emea], forest: `CN=Configuration,${emea}` }
  const [first, second] = [await controller(t, small), await controller(t, emeaAlone)]
  const some = reach(t, [first.url, second.url])
  await t.rejects(some(), {
    code: 'directory-unavailable',
    details: { detail: /several forests .* DIRECTORY_BASE_DN/ }
  })
  t.strictSame(await some(contoso, emea), [
    [first.url, [contoso]],
    [second.url, [emea]]
  ])
})

t.test('all dead', async t => {
  await t.rejects(reach(t, [dead, 'ldap://127.0.0.2:1'])(), {
    code: 'directory-unavailable',
    details: { detail: /127\.0\.0\.1:1: .*127\.0\.0\.2:1: /, retryable: true }
  })
})

t.test('what the next server would answer as well is not asked there', async t => {
  const refusing = await startScriptedServer(
    t,
    () => undefined,
    () => 49
  )
  const other = await controller(t, small)
  const settings = { bindDn: 'ada', bindPassword: 'secret' }
  const opener = createOpener(scriptedSettings([refusing.url, other.url], settings), recordingLog())
  const take = (server: Server) => opener.openOn(server, never)
  await t.rejects(openSessions(opener, [], take, never), {
    code: 'directory-unavailable',
    details: { retryable: false }
  })
  t.equal(other.connections, 0)
})
