import t, { type Test } from 'tap'
import { createOpener } from '../../src/active-directory/create-opener.ts'
import { restMs } from '../../src/active-directory/create-server-order.ts'
import { recordingLog } from './recording-log.ts'
import { answerLayout, startScriptedServer } from './scripted-server.ts'
import { scriptedSettings } from './scripted-settings.ts'

const never = new AbortController().signal
const dead = 'ldap://127.0.0.1:1'
const credentials = { bindDn: 'ada', bindPassword: 'secret' }

const healthy = (t: Test, bindStatus?: () => number) =>
  startScriptedServer(t, (request, reply) => void answerLayout(request, reply), bindStatus)

t.test('the next server answers for a dead one, until that has rested', async t => {
  const server = await healthy(t)
  let now = 0
  const log = recordingLog()
  const opener = createOpener(scriptedSettings([dead, server.url]), log, () => now)
  t.teardown(() => opener.close())

  const session = await opener.open(never)
  t.equal(`ldap://${session.server.name}`, server.url)
  t.ok(opener.isBest(session), 'while the first rests')
  t.match(log.lines, [{ level: 'warn', facts: { server: '127.0.0.1:1' } }])
  await opener.open(never)
  t.equal(log.lines.length, 1, 'the dead one is not asked each time')
  now += restMs
  t.notOk(opener.isBest(session), 'the first is due again')
})

t.test('all dead', async t => {
  const opener = createOpener(scriptedSettings([dead, 'ldap://127.0.0.2:1']), recordingLog())
  await t.rejects(opener.open(never), {
    code: 'directory-unavailable',
    details: { detail: /127\.0\.0\.1:1: .*127\.0\.0\.2:1: /, retryable: true }
  })
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
    const opener = createOpener(settings, recordingLog(), () => now)
    t.teardown(() => opener.close())
    const refused = {
      code: 'directory-unavailable',
      details: { detail: /DIRECTORY_BIND_PASSWORD/, retryable: false }
    }

    await t.rejects(opener.open(never), refused)
    status = 0
    await t.rejects(opener.open(never), refused)
    t.equal(logOns, 1)
    t.equal(other.connections, 0)
    now += restMs
    t.ok((await opener.open(never)).isOpen, 'later it is')
  }
)

t.test('an abort is passed on as it is', async t => {
  const server = await startScriptedServer(t, () => undefined)
  const opener = createOpener(scriptedSettings([server.url]), recordingLog())
  const stop = new AbortController()
  const opening = opener.open(stop.signal)
  setTimeout(() => stop.abort(new Error('enough')), 20)
  await t.rejects(opening, { message: 'enough' })
})

t.test('closing ends every session, and those that are being opened', async t => {
  const server = await healthy(t)
  const opener = createOpener(scriptedSettings([server.url]), recordingLog())
  const first = await opener.open(never)
  first.close()
  const second = await opener.open(never)
  const third = opener.open(never)
  opener.close()
  t.notOk(second.isOpen)
  t.notOk((await third).isOpen)
  await t.rejects(opener.open(never), {
    code: 'directory-unavailable',
    details: { detail: /stopping/ }
  })
})
