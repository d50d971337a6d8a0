import t from 'tap'
import { read } from '../../src/dynamics/read.ts'
import { deadUrl, never, openApi } from './scripted-api.ts'
import {
  fault,
  html,
  json,
  reset,
  startScriptedServer,
  truncated,
  type Reply
} from './scripted-server.ts'

const fine = json(200, { fine: true })

t.test('asks as OData wants it and keeps caches out', async t => {
  const { url, heard } = await startScriptedServer(t, [fine])
  const { api, clock, log } = openApi(t, url)
  const exchange = await read(api, api.base, never, { prefer: 'odata.maxpagesize=2' })
  t.match(exchange, { kind: 'answer', status: 200 })
  t.match(heard, [
    {
      method: 'GET',
      path: '/Contoso/api/data/v9.1/',
      headers: {
        accept: 'application/json',
        'odata-version': '4.0',
        'odata-maxversion': '4.0',
        'if-none-match': 'null',
        prefer: 'odata.maxpagesize=2'
      }
    }
  ])
  t.strictSame([clock.slept, log.lines], [[], []])
})

t.test('faults that may pass are asked again', async t => {
  const passing: [string, Reply][] = [
    ['429', html(429)],
    ['502', html(502)],
    ['503', html(503)],
    ['504', html(504)],
    ['a reset', reset],
    ['half an answer', truncated(200, '{"a":')]
  ]
  for (const [name, reply] of passing) {
    const { url, heard } = await startScriptedServer(t, [reply, reply, fine])
    const { api, clock, log } = openApi(t, url)
    t.match(await read(api, api.base, never), { kind: 'answer', status: 200 }, name)
    t.equal(heard.length, 3, name)
    t.match(log.lines, [/"attempt":1/, /"attempt":2/])
    const [first = 0, second = 0] = clock.slept
    t.ok(first >= 250 && first <= 500 && second >= 500 && second <= 1000, `${name}: waits longer`)
  }
})

t.test('at most three times', async t => {
  const { url, heard } = await startScriptedServer(t, [html(503)])
  const { api, clock } = openApi(t, url)
  t.match(await read(api, api.base, never), { status: 503 })
  t.equal(heard.length, 3)
  t.equal(clock.slept.length, 2)
  const dead = openApi(t, await deadUrl())
  t.match(await read(dead.api, dead.api.base, never), { code: 'ECONNREFUSED' })
  t.equal(dead.clock.slept.length, 2)
})

t.test('what the server asks for is waited, within bounds', async t => {
  const { url } = await startScriptedServer(t, [
    html(429, { 'retry-after': '7' }),
    html(503, { 'retry-after': '86400' }),
    fine
  ])
  const { api, clock } = openApi(t, url)
  await read(api, api.base, never)
  t.strictSame(clock.slept, [7000, 60_000])
})

t.test('faults that do not pass are not asked again', async t => {
  for (const status of [302, 400, 401, 403, 404, 412, 500]) {
    const { url, heard } = await startScriptedServer(t, [fault(status, '')])
    const { api } = openApi(t, url)
    t.match(await read(api, api.base, never), { status })
    t.equal(heard.length, 1, String(status))
  }
})

t.test('the signal ends the waiting', async t => {
  const abort = new AbortController()
  const { url, heard } = await startScriptedServer(t, [
    response => {
      abort.abort(new Error('enough'))
      response.destroy()
    }
  ])
  const { api } = openApi(t, url)
  await t.rejects(read(api, api.base, abort.signal), { message: 'enough' })
  t.equal(heard.length, 1)
})
