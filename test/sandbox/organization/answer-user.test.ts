import t from 'tap'
import { callerId, contoso, guid, id, resolverOf, rowOf } from './contoso.ts'

const resolveName = resolverOf({ 'contoso\\free': 50, 'contoso\\renamed1': 1 })

t.test('one user', async t => {
  const { ask, base } = await contoso(t)
  const reply = await ask(`systemusers(${id(1).toUpperCase()})?$select=domainname`)
  t.equal(reply.headers.get('etag'), 'W/"1001"')
  t.same(reply.json, {
    '@odata.context': `${base}$metadata#systemusers(domainname)/$entity`,
    '@odata.etag': 'W/"1001"',
    domainname: 'CONTOSO\\user1',
    systemuserid: id(1)
  })
})

t.test('no such user, no such key, no such query', async t => {
  const { ask } = await contoso(t)
  const message = `systemuser With Id = ${id(7)} Does Not Exist`
  t.match(await ask(`systemusers(${id(7)})`), {
    status: 404,
    error: { code: '0x80040217', message }
  })
  t.match(await ask('systemusers(7)'), { status: 400, error: { code: '0x8006088a' } })
  for (const query of ['$top=1', '$count=true', '$orderby=fullname', '$filter=accessmode eq 0']) {
    const reply = await ask(`systemusers(${id(1)})?${query}`)
    t.match(reply, { status: 400, error: { code: '0x80060888', message: /not a collection/ } })
  }
})

t.test('a write answers 204 with the address of the record', async t => {
  const { patch, base, rows, writes } = await contoso(t, { resolveName })
  const reply = await patch(1, { domainname: 'CONTOSO\\free' })
  t.match(reply, { status: 204, text: '' })
  t.equal(reply.headers.get('odata-entityid'), `${base}systemusers(${id(1)})`)
  t.match(rows[0], { domainname: 'CONTOSO\\free', activedirectoryguid: guid(50) })
  t.match(writes, [{ systemuserid: id(1), from: 'CONTOSO\\user1', to: 'CONTOSO\\free' }])
})

t.test('or 200 with the record, where that is preferred', async t => {
  const { ask, rows } = await contoso(t, { resolveName })
  const reply = await ask(`systemusers(${id(1)})?$select=domainname`, {
    method: 'PATCH',
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'If-Match': 'W/"1001"',
      Prefer: 'return=representation'
    },
    body: JSON.stringify({ domainname: 'CONTOSO\\free' })
  })
  t.equal(reply.status, 200)
  t.equal(reply.headers.get('preference-applied'), 'return=representation')
  t.match(reply.json, { '@odata.etag': 'W/"1004"', domainname: 'CONTOSO\\free' })
  t.equal(rows[0]?.versionnumber, 1004)
})

t.test('what the rules refuse reaches the client with its code and status', async t => {
  const rows = [
    rowOf(1),
    rowOf(2, { fullname: 'SYSTEM' }),
    rowOf(3, { accessmode: 3 }),
    rowOf(4, { accessmode: 5 }),
    rowOf(5, { applicationid: guid(9) }),
    rowOf(99)
  ]
  t.equal(rows[5]?.systemuserid, callerId)
  const { patch, writes } = await contoso(t, { rows, resolveName })
  const free = { domainname: 'CONTOSO\\free' }
  const cases: [number, object, string, number, string][] = [
    [1, { domainname: 'CONTOSO\\renamed1' }, '*', 400, '0x80041d2c'],
    [1, { domainname: 'CONTOSO\\nobody' }, '*', 400, '0x80041d2a'],
    [1, { domainname: null }, '*', 400, '0x80041d01'],
    [1, free, 'W/"1"', 412, '0x80060882'],
    [7, free, '*', 404, '0x80040217'],
    [2, free, '*', 400, '0x80041d33'],
    [3, free, '*', 400, '0x80041d41'],
    [4, free, '*', 400, '0x80041d67'],
    [5, free, '*', 400, '0x80041d48'],
    [99, free, '*', 400, '0x80044161'],
    [1, { nope: 1 }, '*', 400, '0x0']
  ]
  for (const [number, changes, ifMatch, status, code] of cases) {
    const reply = await patch(number, changes, { 'If-Match': ifMatch })
    t.match(reply, { status, error: { code, message: /./ } }, `${number} ${code}`)
    t.match(reply.json, { error: { innererror: { stacktrace: /./, type: /./ } } })
  }
  t.same(writes, [])
})

t.test('a missing privilege is 403', async t => {
  const { patch } = await contoso(t, { resolveName, callerMayWrite: false })
  const error = { code: '0x80040220', message: /missing prvWriteUser privilege/ }
  t.match(await patch(1, { domainname: 'CONTOSO\\free' }), { status: 403, error })
})

t.test('older builds answer 500 to what the rules refuse, and to nothing else', async t => {
  const options = {
    resolveName,
    ruleErrorStatus: 500,
    unknownName: 'LookupAccountNameFailed'
  } as const
  const { patch } = await contoso(t, options)
  const error = { code: '', message: 'LookupAccountNameW failed with error' }
  t.match(await patch(1, { domainname: 'CONTOSO\\nobody' }), { status: 500, error })
  t.match(await patch(1, {}, { 'If-Match': 'W/"1"' }), { status: 412 })
})

t.test('without If-Match a PATCH is an upsert, and creates nobody here', async t => {
  const { ask, rows } = await contoso(t, { resolveName })
  const upsert = (body: string) => {
    const headers = { 'Content-Type': 'application/json' }
    return ask(`systemusers(${id(7)})`, { method: 'PATCH', headers, body })
  }
  t.match(await upsert('{}'), { status: 400, error: { code: '0x80041d01' } })
  t.match(await upsert('{"domainname":"CONTOSO\\\\free"}'), { status: 501 })
  t.equal(rows.length, 3)
})

t.test('a body that is not JSON is not taken', async t => {
  const { ask, patch } = await contoso(t)
  const path = `systemusers(${id(1)})`
  const Message = /media type 'text\/plain/
  const text = await ask(path, { method: 'PATCH', body: 'x' })
  t.match(text, { status: 415, json: { Message } })
  t.match(await ask(path, { method: 'PATCH' }), { status: 415, json: { Message: /octet-stream/ } })
  t.match(await patch(1, []), { status: 400, error: { code: '0x0' } })
})
