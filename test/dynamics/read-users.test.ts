import t from 'tap'
import {
  aliceId,
  never,
  openOrganization,
  rowNumber,
  unavailableFor,
  userRow
} from './scripted-api.ts'
import { json, startScriptedServer } from './scripted-server.ts'

t.test('many records in one request, each with its person and its ETag', async t => {
  const { url, heard } = await startScriptedServer(t, [
    json(200, { value: [userRow({ homephone: '123' }), rowNumber(7)] })
  ])
  const found = await openOrganization(t, url).readUsers([aliceId, aliceId], never)
  t.match(found, [{ systemUserId: aliceId, person: { homephone: '123' } }, {}])
  t.ok(found.every(record => record.etag !== ''))
  t.equal(heard.length, 1)
})

t.test('nobody asked for, nothing sent', async t => {
  const { url, heard } = await startScriptedServer(t, [])
  t.strictSame(await openOrganization(t, url).readUsers([], never), [])
  t.equal(heard.length, 0)
})

t.test('twenty ids fit into a query that IIS takes', async t => {
  const { url, heard } = await startScriptedServer(t, [json(200, { value: [] })])
  const ids = Array.from({ length: 20 }, (_, at) => aliceId.replace(/..$/, String(at + 10)))
  await openOrganization(t, url).readUsers(ids, never)
  t.equal(heard.length, 1)
  t.ok((heard[0]?.path.split('?')[1]?.length ?? 0) < 2048)
})

t.test('a server that does not answer', async t => {
  await t.rejects(
    openOrganization(t, 'http://127.0.0.1:1/org').readUsers([aliceId], never),
    unavailableFor(/ECONNREFUSED/)
  )
})
