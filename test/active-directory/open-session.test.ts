import t from 'tap'
import { Control, SizeLimitExceededError } from 'ldapts'
import { ConnectionLost } from '../../src/active-directory/create-line.ts'
import { TimedOut } from '../../src/active-directory/end-in-time.ts'
import { openSession } from '../../src/active-directory/open-session.ts'
import { recordingLog } from './recording-log.ts'
import { scriptedSettings } from './scripted-settings.ts'
import {
  answerLayout,
  person,
  startScriptedServer,
  type Reply,
  type Request
} from './scripted-server.ts'
import type { Test } from 'tap'

const never = new AbortController().signal

async function session(
  t: Test,
  answer: (request: Request, reply: Reply) => void,
  timeoutMs = 2000,
  log = recordingLog()
) {
  const server = await startScriptedServer(t, (request, reply) => {
    if (!answerLayout(request, reply)) answer(request, reply)
  })
  const settings = scriptedSettings([server.url], { timeoutMs })
  const [first] = settings.servers
  if (!first) throw new Error('no server')
  const made = await openSession(first, settings, undefined, log, never)
  t.teardown(() => made.close())
  return { server, session: made }
}

t.test('a page without entries is not the end', async t => {
  let page = 0
  const { session: open } = await session(t, (_, reply) => {
    page += 1
    if (page !== 2) reply.entry(...person(page))
    reply.done(0, page < 3 ? `page ${page}` : '')
  })
  const entries = await open.all('DC=contoso,DC=test', {}, never)
  t.strictSame(
    entries.map(entry => entry.dn),
    ['CN=p1,DC=contoso,DC=test', 'CN=p3,DC=contoso,DC=test']
  )
  t.equal(page, 3)
})

t.test('an answer cut off at a size limit is an error, never the rest missing', async t => {
  const { session: open } = await session(t, (_, reply) => {
    reply.entry(...person(1))
    reply.done(4)
  })
  await t.rejects(open.all('DC=contoso,DC=test', {}, never), SizeLimitExceededError)
  t.equal(await open.finds('DC=contoso,DC=test', {}, never), true, 'but one is enough here')
})

t.test('finds nothing', async t => {
  const { session: open } = await session(t, (_, reply) => reply.done())
  t.equal(await open.finds('DC=contoso,DC=test', {}, never), false)
})

t.test('one request, with a control that has pages of its own', async t => {
  const requests: Buffer[] = []
  const log = recordingLog()
  const { session: open } = await session(
    t,
    ({ bytes }, reply) => {
      requests.push(bytes)
      reply.entry(...person(1))
      reply.reference('ldap://127.0.0.1:1/CN=Configuration,DC=contoso,DC=test')
      reply.done()
    },
    2000,
    log
  )
  const control = new Control('1.2.3.4')
  const entries = await open.once('DC=contoso,DC=test', {}, never, [control])
  t.strictSame(
    entries.map(entry => entry.dn),
    ['CN=p1,DC=contoso,DC=test']
  )
  t.equal(requests.length, 1)
  t.ok(requests[0]?.includes('1.2.3.4'))
  t.notOk(requests[0]?.includes('1.2.840.113556.1.4.319'), 'no pages of ours')
  t.match(log.lines, [{ message: /^references/ }])
  const { session: silent } = await session(t, () => undefined, 200)
  await t.rejects(silent.once('DC=contoso,DC=test', {}, never, []), TimedOut)
})

t.test('a lost connection is not made again', async t => {
  const { server, session: open } = await session(t, (_, reply) => reply.hangUp())
  await t.rejects(open.all('DC=contoso,DC=test', {}, never))
  await t.rejects(open.all('DC=contoso,DC=test', {}, never), ConnectionLost)
  t.notOk(open.isOpen)
  t.equal(server.connections, 1)
})

t.test('silence ends, and the connection with it', async t => {
  const { session: open } = await session(t, () => undefined, 500)
  const other = open.finds('DC=contoso,DC=test', {}, never)
  await t.rejects(open.all('DC=contoso,DC=test', {}, never))
  await t.rejects(other, TimedOut)
  t.notOk(open.isOpen)
})

t.test('an abort ends the call and leaves the connection to the others', async t => {
  const { session: open } = await session(t, () => undefined)
  const stop = new AbortController()
  const call = open.all('DC=contoso,DC=test', {}, stop.signal)
  stop.abort(new Error('enough'))
  await t.rejects(call, { message: 'enough' })
  t.ok(open.isOpen)
})

t.test('nobody waits for a page that nobody comes for', async t => {
  let page = 0
  const { server, session: open } = await session(t, (_, reply) => {
    page += 1
    if (page === 2) return
    reply.entry(...person(page))
    reply.done(0, 'more')
  })
  for await (const entries of open.pages('DC=contoso,DC=test', {}, never)) {
    t.equal(entries.length, 1)
    break
  }
  server.cut()
})

t.test('a server that is silent from the start', async t => {
  const server = await startScriptedServer(t, () => undefined)
  const settings = scriptedSettings([server.url], { timeoutMs: 50 })
  const [first] = settings.servers
  if (!first) throw new Error('no server')
  await t.rejects(openSession(first, settings, undefined, recordingLog(), never), TimedOut)
})

t.test('a reference to another partition is noted once, and not followed', async t => {
  const log = recordingLog()
  const { session: open } = await session(
    t,
    (_, reply) => {
      reply.reference('ldap://127.0.0.1:1/CN=Configuration,DC=contoso,DC=test')
      reply.done()
    },
    2000,
    log
  )
  t.strictSame(await open.all('DC=contoso,DC=test', {}, never), [])
  t.strictSame(await open.all('DC=contoso,DC=test', {}, never), [])
  t.match(log.lines, [{ level: 'debug', message: /^references/ }])
  t.equal(log.lines.length, 1)
})
