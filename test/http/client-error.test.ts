import t from 'tap'
import { once } from 'node:events'
import { connect, Socket } from 'node:net'
import { answerClientError } from '../../src/http/client-error.ts'
import { openDoor } from '../fakes/door.ts'

const app = await openDoor(t, {
  settings: { docs: false, headersTimeoutMs: 300, requestTimeoutMs: 300 }
})
await app.listen({ port: 0, host: '127.0.0.1' })

async function send(text: string): Promise<string> {
  const { port } = app.server.address() as { port: number }
  const socket = connect(port, '127.0.0.1')
  socket.write(text)
  let answer = ''
  socket.on('data', data => (answer += String(data)))
  await once(socket, 'close')
  return answer
}

const cases: readonly [what: string, text: string, status: number, retryable: boolean][] = [
  ['no HTTP at all', 'HELLO\r\n\r\n', 400, false],
  ['a head without end', 'GET /v1/scans HTTP/1.1\r\nHost: x\r\n', 408, true],
  [
    'a body that never comes',
    'POST /v1/detect-mismatch HTTP/1.1\r\nHost: x\r\nX-API-Key: all\r\n' +
      'Content-Type: application/json\r\nContent-Length: 5\r\n\r\n{',
    408,
    true
  ],
  ['a head too large', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431, false]
]
for (const [what, text, status, retryable] of cases) {
  t.test(`${what}: ${status}, then the connection ends`, async t => {
    const [head = '', body = ''] = (await send(text)).split('\r\n\r\n')
    t.match(head, new RegExp(`^HTTP/1.1 ${status} `))
    t.match(head, /application\/problem\+json/)
    t.match(JSON.parse(body), { code: 'invalid-request', status, retryable })
  })
}

t.test('who is gone gets nothing', async t => {
  const socket = new Socket()
  answerClientError(Object.assign(new Error('x'), { code: 'ECONNRESET' }), socket)
  t.ok(socket.destroyed)
})
