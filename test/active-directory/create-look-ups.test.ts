import t, { type Test } from 'tap'
import { createLookUps } from '../../src/active-directory/create-look-ups.ts'
import { createOpener } from '../../src/active-directory/create-opener.ts'
import type { Session } from '../../src/active-directory/open-session.ts'
import { RelinkError } from '../../src/errors.ts'
import { recordingLog } from './recording-log.ts'
import { answerLayout, startScriptedServer, type Reply } from './scripted-server.ts'
import { scriptedSettings } from './scripted-settings.ts'

const never = new AbortController().signal
const contoso = 'DC=contoso,DC=test'
const finds = (session: Session) => session.finds(contoso, {}, never)

const serve = (t: Test, answer: (reply: Reply) => void) =>
  startScriptedServer(t, (request, reply) => {
    if (!answerLayout(request, reply)) answer(reply)
  })

function lookUps(t: Test, urls: readonly string[], monotonicMs?: () => number) {
  const opener = createOpener(scriptedSettings(urls), recordingLog(), monotonicMs)
  t.teardown(() => opener.close())
  const lookUp = createLookUps(opener)
  return async <T>(work: (session: Session) => Promise<T>, signal: AbortSignal) => {
    const [value] = await lookUp([contoso], work, signal)
    return value
  }
}

t.test('one connection for all', async t => {
  const server = await serve(t, reply => reply.done())
  const lookUp = lookUps(t, [server.url])
  await Promise.all(Array.from({ length: 30 }, () => lookUp(finds, never)))
  await lookUp(finds, never)
  t.equal(server.connections, 1)
})

t.test('at most 8 at a time', async t => {
  const server = await serve(t, reply => reply.done())
  const lookUp = lookUps(t, [server.url])
  let running = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 30 }, () =>
      lookUp(async session => {
        running += 1
        most = Math.max(most, running)
        await finds(session)
        running -= 1
      }, never)
    )
  )
  t.equal(most, 8)
})

t.test('a lost connection: once more, on the next server', async t => {
  const first = await serve(t, reply => reply.hangUp())
  const second = await serve(t, reply => reply.done())
  const lookUp = lookUps(t, [first.url, second.url])
  t.equal(await lookUp(finds, never), false)
  t.strictSame([first.connections, second.connections], [1, 1])
})

t.test('once, not for ever', async t => {
  const server = await serve(t, reply => reply.hangUp())
  await t.rejects(lookUps(t, [server.url])(finds, never), {
    code: 'directory-unavailable',
    details: { retryable: true }
  })
  t.equal(server.connections, 2)
})

t.test('what would only repeat itself is not repeated', async t => {
  const server = await serve(t, reply => reply.done(50))
  const lookUp = lookUps(t, [server.url])
  await t.rejects(lookUp(finds, never), {
    code: 'directory-unavailable',
    details: { retryable: false }
  })
  const own = new RelinkError('directory-unavailable', { detail: 'no such group' })
  await t.rejects(
    lookUp(async () => {
      throw own
    }, never),
    { details: own.details, code: own.code }
  )
  t.equal(server.connections, 1)
})

t.test('back to the first server when it has rested, and nobody is cut off by that', async t => {
  let isUp = false
  const first = await serve(t, reply => (isUp ? reply.done() : reply.hangUp()))
  const second = await serve(t, reply => reply.done())
  let now = 0
  const lookUp = lookUps(t, [first.url, second.url], () => now)
  await lookUp(finds, never)
  isUp = true
  await lookUp(finds, never)
  t.strictSame([first.connections, second.connections], [1, 1])
  await lookUp(async session => {
    now += 60_000
    await lookUp(finds, never)
    t.ok(session.isOpen, 'who is under way on the second stays there')
    t.equal(`ldap://${session.server.name}`, second.url)
  }, never)
  await lookUp(async session => {
    t.equal(`ldap://${session.server.name}`, first.url)
  }, never)
  t.strictSame([first.connections, second.connections], [2, 1])
})

t.test('an abort while the connection is opened leaves it to the others', async t => {
  const server = await serve(t, reply => reply.done())
  const lookUp = lookUps(t, [server.url])
  const stop = new AbortController()
  const left = lookUp(finds, stop.signal)
  const stays = lookUp(finds, never)
  stop.abort(new Error('enough'))
  await t.rejects(left, { message: 'enough' })
  t.equal(await stays, false)
  t.equal(server.connections, 1)
})
