import t from 'tap'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault, FaultRequest } from '../../../src/sandbox/organization/start-organization.ts'
import { startOrganization } from '../../../src/sandbox/organization/start-organization.ts'
import { contoso, id, identity, nobody, request, resolverOf, rowOf } from './contoso.ts'

const resolveName = resolverOf({ 'contoso\\free': 50, 'contoso\\free2': 51 })
const free = { domainname: 'CONTOSO\\free' }

t.test('the organization has a path, and no slash after it', async t => {
  const { url } = await contoso(t)
  t.match(url, /^http:\/\/127\.0\.0\.1:\d+\/Contoso$/)
})

t.test('writes are latent side by side', async t => {
  const { patch } = await contoso(t, { resolveName, latencyMs: 300 })
  const start = performance.now()
  const replies = await Promise.all([
    patch(1, free),
    patch(2, { domainname: 'CONTOSO\\free2' }),
    patch(3, { employeeid: '7' })
  ])
  const elapsed = performance.now() - start
  t.same(
    replies.map(({ status }) => status),
    [204, 204, 204]
  )
  t.ok(elapsed >= 299 && elapsed < 900, `${elapsed} ms`)
})

t.test('each fault, and whether the write under it was applied', async t => {
  const cases: [Fault, number, RegExp | number][] = [
    ['reset-before', 0, /fetch failed|terminated/],
    ['reset-after', 1, /fetch failed|terminated/],
    ['truncate', 1, /fetch failed|terminated/],
    ['unavailable', 0, 503],
    ['html-500', 0, 500],
    ['unauthorized', 0, 401],
    ['throttled', 0, 429],
    ['closed', 0, 503]
  ]
  for (const [fault, applied, expected] of cases) {
    const { patch, writes } = await contoso(t, { resolveName, fault: () => fault })
    const sent = patch(1, free, { Prefer: 'return=representation' })
    if (expected instanceof RegExp) await t.rejects(sent, { message: expected }, fault)
    else t.match(await sent, { status: expected, text: /^<!DOCTYPE html>/ }, fault)
    t.equal(writes.length, applied, fault)
  }
})

t.test('an answer without a body cannot be cut in half, so the connection goes', async t => {
  const { patch, writes } = await contoso(t, { resolveName, fault: () => 'truncate' })
  await t.rejects(patch(1, free))
  t.equal(writes.length, 1)
})

t.test('a hanging request gets nothing, and closing ends it', async t => {
  const organization = await startOrganization({
    rows: [rowOf(1)],
    resolveName: nobody,
    identity,
    fault: () => 'hang'
  })
  const hanging = t.rejects(request(`${organization.url}/api/data/v9.1/WhoAmI()`))
  await sleep(50)
  const start = performance.now()
  await organization.close()
  await hanging
  t.ok(performance.now() - start < 1000)
})

t.test('the hook sees every request and may let it pass', async t => {
  const seen: FaultRequest[] = []
  const fault = (asked: FaultRequest) => {
    seen.push(asked)
    return asked.count === 2 ? ('unavailable' as const) : undefined
  }
  const { ask } = await contoso(t, { fault })
  const replies = [await ask('WhoAmI()'), await ask('systemusers?$top=1'), await ask('WhoAmI()')]
  t.same(
    replies.map(({ status }) => status),
    [200, 503, 200]
  )
  t.same(seen[1], { method: 'GET', path: '/Contoso/api/data/v9.1/systemusers?$top=1', count: 2 })
})

t.test('a request that breaks off in its body harms nobody', async t => {
  const { base, ask, writes } = await contoso(t)
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"domain'))
      setTimeout(() => controller.error(new Error('gone')), 20)
    }
  })
  const headers = { 'Content-Type': 'application/json' }
  const init = { method: 'PATCH', headers, body, duplex: 'half' }
  await t.rejects(request(`${base}systemusers(${id(1)})`, init as RequestInit))
  t.equal((await ask('WhoAmI()')).status, 200)
  t.equal(writes.length, 0)
})

t.test('a body beyond a mebibyte is too large', async t => {
  const { patch } = await contoso(t)
  const reply = await patch(1, { firstname: 'x'.repeat(1024 * 1024) })
  t.match(reply, { status: 413, error: { code: '0x8004418a' } })
})

t.test('a port that is taken is an error', async t => {
  const { url } = await contoso(t)
  const options = { rows: [], resolveName: nobody, identity, port: Number(new URL(url).port) }
  await t.rejects(startOrganization(options), { code: 'EADDRINUSE' })
})

t.test('closing twice is an error, not a hang', async t => {
  const organization = await startOrganization({ rows: [], resolveName: nobody, identity })
  await organization.close()
  await t.rejects(organization.close(), { code: 'ERR_SERVER_NOT_RUNNING' })
})
