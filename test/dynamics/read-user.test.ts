import t from 'tap'
import {
  aliceId,
  deadUrl,
  never,
  openOrganization,
  unavailableFor,
  userRow
} from './scripted-api.ts'
import { fault, html, json, raw, startScriptedServer } from './scripted-server.ts'

t.test('one record with its person', async t => {
  const { url, heard } = await startScriptedServer(t, [json(200, userRow())])
  const user = await openOrganization(t, url).readUser(aliceId, never)
  t.match(user, { domainName: 'CONTOSO\\alice', person: { address1_city: 'Köln' } })
  t.match(heard[0]?.path, /^\/Contoso\/api\/data\/v9\.1\/systemusers\([0-9a-f-]{36}\)\?\$select=/)
  t.match(heard[0]?.path, /emailrouteraccessapproval/)
})

t.test('absent is what the Web API calls absent', async t => {
  for (const reply of [
    fault(404, '0x80040217', 'systemuser With Id = 1 Does Not Exist'),
    fault(404, ''),
    fault(500, '0x80040217'),
    fault(400, '', `systemuser With Id = ${aliceId} Does Not Exist`)
  ]) {
    const { url } = await startScriptedServer(t, [reply])
    t.equal(await openOrganization(t, url).readUser(aliceId, never), undefined)
  }
})

t.test('another 404 makes nobody absent', async t => {
  for (const reply of [
    html(404),
    json(404, { Message: 'No HTTP resource was found' }),
    fault(404, '0x80060888', 'Resource not found for the segment'),
    raw(404, '')
  ]) {
    const { url } = await startScriptedServer(t, [reply])
    await t.rejects(openOrganization(t, url).readUser(aliceId, never), unavailableFor(/404/))
  }
})

t.test('who cannot be reached makes nobody absent', async t => {
  const organization = openOrganization(t, await deadUrl())
  await t.rejects(organization.readUser(aliceId, never), unavailableFor(/ECONNREFUSED/))
})

t.test('what is no id is nobody, and is not sent', async t => {
  const { url, heard } = await startScriptedServer(t, [json(200, userRow())])
  t.equal(await openOrganization(t, url).readUser(`${aliceId})/x`, never), undefined)
  t.strictSame(heard, [])
})
