import { gzipSync } from 'node:zlib'
import t from 'tap'
import { createOpenLine, maxAnswerBytes } from '../../src/dynamics/create-open-line.ts'
import type { Exchange, Request } from '../../src/dynamics/line.ts'
import { deadUrl, never } from './scripted-api.ts'
import { hang, html, json, raw, reset, startScriptedServer, truncated } from './scripted-server.ts'

function get(url: string): Request {
  return { method: 'GET', url: new URL(url), headers: { accept: 'application/json' } }
}

function opened(t: { teardown(end: () => void): void }, timeoutMs = 2000, connections = 2) {
  const line = createOpenLine({ timeoutMs })(connections)
  t.teardown(() => line.close())
  return line
}

t.test('sends what it is given and gives back what came, whatever the status', async t => {
  const { url, heard } = await startScriptedServer(t, [json(418, { tea: true }, { etag: '"1"' })])
  const request: Request = {
    method: 'PATCH',
    url: new URL(`${url}/x?$filter=a%20eq%20%27b%5Cc%27`),
    headers: { 'if-match': 'W/"1"', 'content-type': 'application/json' },
    body: '{"ü":1}'
  }
  const exchange = await opened(t).send(request, never)
  t.match(exchange, { kind: 'answer', status: 418, headers: { etag: '"1"' } })
  t.equal(new TextDecoder().decode((exchange as { body: Uint8Array }).body), '{"tea":true}')
  t.match(heard, [{ method: 'PATCH', body: '{"ü":1}', headers: { 'if-match': 'W/"1"' } }])
  t.equal(heard[0]?.path, '/Contoso/x?$filter=a%20eq%20%27b%5Cc%27')
})

t.test('redirects are answers', async t => {
  const { url, heard } = await startScriptedServer(t, [html(302, { location: '/adfs/ls' })])
  t.match(await opened(t).send(get(url), never), { kind: 'answer', status: 302 })
  t.equal(heard.length, 1)
})

t.test('no answer, and whether the server can have seen the request', async t => {
  const { url } = await startScriptedServer(t, [reset, truncated(200, '{"a":')])
  const line = opened(t)
  const lost = { kind: 'no-answer', isUnsent: false }
  t.match(await line.send(get(url), never), { ...lost, code: 'ECONNRESET' })
  t.match(await line.send(get(url), never), { ...lost, code: String })
  const refused = await line.send(get(await deadUrl()), never)
  t.strictSame(refused, { kind: 'no-answer', isUnsent: true, code: 'ECONNREFUSED' })
})

t.test('an answer that does not come ends with the time-out', async t => {
  const { url } = await startScriptedServer(t, [hang])
  const exchange = await opened(t, 150).send(get(url), never)
  t.strictSame(exchange, { kind: 'no-answer', isUnsent: false, code: 'ETIMEDOUT' })
})

t.test('the signal ends it with its reason', async t => {
  const { url } = await startScriptedServer(t, [hang])
  const abort = new AbortController()
  const sending = opened(t).send(get(url), abort.signal)
  setTimeout(() => abort.abort(new Error('enough')), 50)
  await t.rejects(sending, { message: 'enough' })
})

t.test('an answer is bounded, also when it is small on the wire', async t => {
  const bomb = gzipSync(Buffer.alloc(maxAnswerBytes + 1))
  const { url } = await startScriptedServer(t, [raw(200, bomb, { 'content-encoding': 'gzip' })])
  const exchange = await opened(t, 20_000).send(get(url), never)
  t.match(exchange, { kind: 'no-answer', code: 'too-large' })
})

t.test('no more requests at once than connections, which are kept', async t => {
  let now = 0
  let most = 0
  const ports = new Set<number | undefined>()
  const { url } = await startScriptedServer(t, [
    response => {
      most = Math.max(most, (now += 1))
      ports.add(response.socket?.remotePort)
      setTimeout(() => {
        now -= 1
        response.end('{}')
      }, 20)
    }
  ])
  const line = opened(t, 2000, 3)
  const all = await Promise.all(Array.from({ length: 12 }, () => line.send(get(url), never)))
  t.ok(all.every(({ kind }: Exchange) => kind === 'answer'))
  t.equal(most, 3)
  t.equal(ports.size, 3)
})

t.test('waiting for a connection is not counted into the time-out', async t => {
  const { url } = await startScriptedServer(t, [
    response => void setTimeout(() => response.end('{}'), 120)
  ])
  const line = opened(t, 300, 1)
  const all = await Promise.all(Array.from({ length: 4 }, () => line.send(get(url), never)))
  t.ok(all.every(({ kind }: Exchange) => kind === 'answer'))
})
