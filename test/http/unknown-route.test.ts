import t from 'tap'
import { once } from 'node:events'
import { connect } from 'node:net'
import { asAll, openDoor } from '../fakes/door.ts'

const app = await openDoor(t)
await app.listen({ port: 0, host: '127.0.0.1' })

/** By a socket: clients like fetch won't send every method. */
async function send(method: string, path: string, more = ''): Promise<string> {
  const { port } = app.server.address() as { port: number }
  const socket = connect(port, '127.0.0.1')
  socket.write(`${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${more}\r\n`)
  let answer = ''
  socket.on('data', data => (answer += String(data)))
  await once(socket, 'close')
  return answer
}

const cases: readonly [method: string, path: string, status: number, allow?: string][] = [
  ['DELETE', '/v1/scans', 405, 'GET, HEAD'],
  ['OPTIONS', '/v1/scans?page=1', 405, 'GET, HEAD'],
  ['PROPFIND', '/v1/scans', 405, 'GET, HEAD'],
  ['GET', '/v1/detect-mismatch', 405, 'POST'],
  ['PATCH', '/v1/links', 405, 'GET, HEAD, PUT'],
  ['POST', '/v1/users/CONTOSO%5Cjsmith', 405, 'GET, HEAD'],
  ['POST', '/docs/static/index.css', 405, 'GET, HEAD'],
  ['GET', '/v1/nope', 404],
  ['GET', '/V1/scans', 404],
  ['POST', '/', 404],
  ['GET', '/docs/static/nope.js', 404],
  ['GET', `/v1/users/${'a'.repeat(1101)}`, 404]
]
for (const [method, path, status, allow] of cases) {
  t.test(`${method} ${path.slice(0, 40)}: ${status}`, async t => {
    const answer = await send(method, path)
    t.match(answer, new RegExp(`^HTTP/1.1 ${status} `))
    t.match(answer, /content-type: application\/problem\+json/)
    t.match(answer, status === 405 ? '"method-not-allowed"' : '"route-not-found"')
    if (allow) t.match(answer, `\r\nallow: ${allow}\r\n`)
  })
}

t.test('it is said before the body is read', async t => {
  const broken = { ...asAll, 'content-type': 'application/json' }
  const answer = await app.inject({ method: 'PATCH', url: '/v1/links', headers: broken, body: '{' })
  t.equal(answer.statusCode, 405)
})
