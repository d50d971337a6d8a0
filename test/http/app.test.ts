import t from 'tap'
import { asAll, openDoor } from '../fakes/door.ts'

t.test('docs are there, or not', async t => {
  const open = await openDoor(t)
  const page = await open.inject({ url: '/docs' })
  t.equal(page.statusCode, 200)
  t.match(page.headers['content-security-policy'], /default-src 'self'/)
  t.equal((await open.inject({ url: '/docs/static/index.css' })).statusCode, 200)
  const closed = await openDoor(t, { settings: { docs: false } })
  t.equal((await closed.inject({ url: '/docs' })).statusCode, 404)
})

t.test('every route but the open ones has a role and an operation', async t => {
  const app = await openDoor(t, { settings: { docs: false } })
  for (const url of app.printRoutes({ commonPrefix: false }).matchAll(/\/v1\S*/g)) {
    t.notOk(/health|openapi/.test(url[0]))
  }
  const paths = Object.keys(app.swagger().paths ?? {})
  t.equal(paths.length, 27)
  t.ok(app.server.headersTimeout === 10_000 && app.server.requestTimeout === 30_000)
})

t.test('the body limit is 1 MiB and holds for streamed bodies', async t => {
  const app = await openDoor(t, { settings: { docs: false } })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const chunk = new TextEncoder().encode(' '.repeat(64 * 1024))
  const body = ReadableStream.from(Array(20).fill(chunk) as Uint8Array[])
  const headers = { ...asAll, 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body, duplex: 'half' } as const
  const answer = await fetch(`${address}/v1/detect-mismatch`, init)
  t.equal(answer.status, 413)
  t.match(await answer.json(), { code: 'request-too-large' })
})
