import t from 'tap'
import { createOpener } from '../../src/active-directory/create-opener.ts'
import { inspectServers } from '../../src/active-directory/inspect-servers.ts'
import { contoso, emea, eu } from './forests.ts'
import { recordingLog } from './recording-log.ts'
import { scriptedSettings } from './scripted-settings.ts'
import { answerLayout, startScriptedServer } from './scripted-server.ts'

// What a real domain controller answers is tried by test/check-connections.test.ts.
const never = new AbortController().signal

t.test('each server on its own', async t => {
  const credentials = { bindDn: 'ada', bindPassword: 'secret' }

  async function inspect(urls: readonly string[], signal = never, more = {}) {
    const settings = scriptedSettings(urls, more)
    const opener = createOpener(settings, recordingLog())
    t.teardown(() => opener.close())
    return inspectServers(opener, settings, signal)
  }

  let logOns = 0
  const refusing = await startScriptedServer(
    t,
    (request, reply) => void answerLayout(request, reply),
    () => {
      logOns += 1
      return 49
    }
  )
  const open = await startScriptedServer(t, (request, reply) => {
    if (!answerLayout(request, reply)) reply.done(32)
  })
  const dead = 'ldap://127.0.0.1:1'

  t.match(await inspect([dead, open.url]), [
    { kind: 'failed', server: '127.0.0.1:1', security: 'none', detail: /nothing listens/ },
    {
      kind: 'reached',
      server: open.url.slice('ldap://'.length),
      domains: [{ netbiosName: 'CONTOSO' }],
      bases: ['DC=contoso,DC=test'],
      offers: [],
      readsDeleted: false
    }
  ])
  t.equal(open.connections, 1)

  const refused = await inspect([refusing.url, open.url], never, credentials)
  t.match(refused, [{ kind: 'failed', detail: /refuses the log-on/ }])
  t.equal(refused.length, 1, 'told once')
  t.equal(logOns, 1)
  t.equal(open.connections, 1, 'a refused log-on is not tried on the next')

  const silent = await startScriptedServer(t, () => undefined)
  t.match(await inspect([silent.url, open.url], AbortSignal.timeout(50)), [
    { kind: 'failed', detail: /had not answered when time was up/ },
    { kind: 'failed', detail: /had not answered when time was up/ }
  ])
})

t.test('what is asked for and a server does not hold', async t => {
  const forest = { domains: { CONTOSO: contoso, EU: eu, EMEA: emea }, held: [contoso] }
  const server = await startScriptedServer(t, (request, reply) => {
    if (!answerLayout(request, reply, forest)) reply.done(32)
  })
  const settings = scriptedSettings([server.url])
  const opener = createOpener(settings, recordingLog())
  t.teardown(() => opener.close())
  const lacks = async (...baseDns: string[]) => {
    const [report] = await inspectServers(opener, { ...settings, baseDns }, never)
    return report?.kind === 'reached' && report.lacks.map(({ netbiosName }) => netbiosName)
  }
  t.strictSame(await lacks(), ['EU', 'EMEA'])
  t.strictSame(await lacks(contoso), ['EU'])
  t.strictSame(await lacks(`OU=Staff,${contoso}`), [])
})
