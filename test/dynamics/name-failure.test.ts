import { createServer, type AddressInfo } from 'node:net'
import t from 'tap'
import got, { Options, RequestError } from 'got'
import { nameFailure } from '../../src/dynamics/name-failure.ts'
import { deadUrl } from './scripted-api.ts'
import { hang, startScriptedServer } from './scripted-server.ts'

const once = { retry: { limit: 0 } }

function failureOf(url: string, options: object): Promise<unknown> {
  return got(url, { ...once, ...options }).then(
    () => undefined,
    (error: unknown) => error
  )
}

t.test('who was never reached has seen nothing', async t => {
  const refused = nameFailure(await failureOf(await deadUrl(), {}))
  t.strictSame(refused, { kind: 'no-answer', isUnsent: true, code: 'ECONNREFUSED' })
  const nameless = nameFailure(await failureOf('http://nobody.invalid/', {}))
  t.match(nameless, { isUnsent: true, code: /ENOTFOUND|EAI_AGAIN/ })
})

t.test('a time-out tells by its phase', async t => {
  const { url } = await startScriptedServer(t, [hang])
  const late = nameFailure(await failureOf(url, { timeout: { response: 50 } }))
  t.strictSame(late, { kind: 'no-answer', isUnsent: false, code: 'ETIMEDOUT' })
})

t.test('a TLS handshake that does not end leaves nothing sent', async t => {
  const mute = createServer(() => undefined)
  await new Promise<void>(resolve => mute.listen(0, '127.0.0.1', resolve))
  t.teardown(() => mute.close())
  const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}/`
  const error = await failureOf(url, { timeout: { secureConnect: 50 } })
  t.strictSame(nameFailure(error), { kind: 'no-answer', isUnsent: true, code: 'ETIMEDOUT' })
})

t.test('a certificate is judged before anything is sent', async t => {
  const code = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'
  const distrust = new RequestError('secret', { code }, new Options())
  t.strictSame(nameFailure(distrust), { kind: 'no-answer', isUnsent: true, code })
  const reset = new RequestError('secret', { code: 'ECONNRESET' }, new Options())
  t.match(nameFailure(reset), { isUnsent: false })
})

t.test('what is no failure of a request is thrown on', async t => {
  const bug = new TypeError('a bug')
  t.throws(() => nameFailure(bug), bug)
})
