import t from 'tap'
import {
  aliceEtag,
  aliceId,
  deadUrl,
  never,
  openOrganization,
  recordingLog,
  userRow
} from './scripted-api.ts'
import {
  fault,
  hang,
  html,
  json,
  raw,
  reset,
  startScriptedServer,
  truncated
} from './scripted-server.ts'

const write = { systemUserId: aliceId, domainName: 'CONTOSO\\adäms', etag: aliceEtag }
const moved = userRow({ domainname: 'CONTOSO\\adäms', '@odata.etag': 'W/"4712"' })

t.test('writes the logon name and nothing else, if the record is as it was', async t => {
  const { url, heard } = await startScriptedServer(t, [json(200, moved)])
  const outcome = await openOrganization(t, url).writeDomainName(write, never)
  t.match(outcome, {
    kind: 'written',
    user: { domainName: 'CONTOSO\\adäms', etag: 'W/"4712"', person: { firstname: 'Alice' } }
  })
  t.match(heard, [
    {
      method: 'PATCH',
      path: new RegExp(`^/Contoso/api/data/v9\\.1/systemusers\\(${aliceId}\\)\\?\\$select=`),
      headers: {
        'if-match': aliceEtag,
        prefer: 'return=representation',
        'content-type': 'application/json; charset=utf-8',
        accept: 'application/json',
        'odata-version': '4.0',
        'odata-maxversion': '4.0'
      },
      body: '{"domainname":"CONTOSO\\\\adäms"}'
    }
  ])
  t.notOk(heard[0]?.headers['if-none-match'])
})

t.test('204: the record is read', async t => {
  const { url, heard } = await startScriptedServer(t, [raw(204, ''), html(503), json(200, moved)])
  const outcome = await openOrganization(t, url).writeDomainName(write, never)
  t.match(outcome, { kind: 'written', user: { domainName: 'CONTOSO\\adäms' } })
  t.strictSame(
    heard.map(({ method }) => method),
    ['PATCH', 'GET', 'GET']
  )
})

t.test('204 and the record cannot be read', async t => {
  for (const reply of [html(403), fault(404, '0x80040217')]) {
    const { url } = await startScriptedServer(t, [raw(204, ''), reply])
    const outcome = await openOrganization(t, url).writeDomainName(write, never)
    t.match(outcome, { kind: 'unclear', detail: /took the write/ })
  }
})

t.test('200 with something else than the record proves nothing', async t => {
  const other = userRow({ systemuserid: '00000000-0000-4000-8000-000000000b0b' })
  for (const reply of [html(200), raw(200, '{"systemuser'), json(200, {}), json(200, other)]) {
    const { url, heard } = await startScriptedServer(t, [reply])
    t.match(await openOrganization(t, url).writeDomainName(write, never), { kind: 'unclear' })
    t.equal(heard.length, 1)
  }
})

t.test('a lost answer is unclear and the write is not sent again', async t => {
  const half = truncated(200, JSON.stringify(moved))
  for (const reply of [reset, hang, half, truncated(200, '{'), html(502), html(504)]) {
    const log = recordingLog()
    const { url, heard } = await startScriptedServer(t, [reply])
    const organization = openOrganization(t, url, { timeoutMs: 300 }, log)
    t.match(await organization.writeDomainName(write, never), { kind: 'unclear' })
    t.equal(heard.length, 1)
    const facts = log.lines.map(line => JSON.parse(line) as Record<string, unknown>)
    t.match(facts, [{ outcome: 'unclear', systemUserId: aliceId }])
    const logged = facts.flatMap(Object.keys).toSorted()
    t.strictSame(logged, ['cause', 'message', 'outcome', 'systemUserId'], 'no name, no body')
  }
})

t.test('nobody listens: surely not sent', async t => {
  const outcome = await openOrganization(t, await deadUrl()).writeDomainName(write, never)
  t.match(outcome, { kind: 'busy' })
})

t.test('without a true ETag or id nothing is sent: PATCH would overwrite or create', async t => {
  const { url, heard } = await startScriptedServer(t, [json(200, moved)])
  const organization = openOrganization(t, url)
  for (const etag of ['*', '', 'W/"1", *', 'W/"1"\r\nx: y']) {
    t.strictSame(await organization.writeDomainName({ ...write, etag }, never), { kind: 'stale' })
  }
  const nobody = { ...write, systemUserId: 'x' }
  t.strictSame(await organization.writeDomainName(nobody, never), { kind: 'user-not-found' })
  t.strictSame(heard, [])
})

t.test('the signal ends it with its reason', async t => {
  const abort = new AbortController()
  const { url } = await startScriptedServer(t, [() => abort.abort(new Error('enough'))])
  const writing = openOrganization(t, url).writeDomainName(write, abort.signal)
  await t.rejects(writing, { message: 'enough' })
})

t.test('the signal ends the reading back', async t => {
  const abort = new AbortController()
  const { url } = await startScriptedServer(t, [
    raw(204, ''),
    () => abort.abort(new Error('enough'))
  ])
  const writing = openOrganization(t, url).writeDomainName(write, abort.signal)
  await t.rejects(writing, { message: 'enough' })
})
