import t from 'tap'
import { aliceId, never, openOrganization, recordingLog, unavailableFor } from './scripted-api.ts'
import { fault, html, json, startScriptedServer, type Reply } from './scripted-server.ts'

const organizationId = '00000000-0000-4000-8000-0000000000ff'
const who = json(200, { UserId: aliceId.toUpperCase(), OrganizationId: organizationId })
const version = json(200, { Version: '9.1.4.18' })
const flags = json(200, { IsOptimisticConcurrencyEnabled: true, ChangeTrackingEnabled: false })

async function identify(t: Parameters<typeof openOrganization>[0], replies: readonly Reply[]) {
  const log = recordingLog()
  const { url, heard } = await startScriptedServer(t, replies)
  const identity = await openOrganization(t, url, {}, log).identify(never)
  return { identity, heard, log }
}

t.test('who answers, and as whom we are known', async t => {
  const { identity, heard, log } = await identify(t, [who, version, flags])
  t.strictSame(identity, {
    organizationId,
    callerId: aliceId,
    version: '9.1.4.18',
    isOnline: false
  })
  t.strictSame(
    heard.map(({ path }) => path.replace('/Contoso/api/data/v9.1/', '')),
    [
      'WhoAmI()',
      'RetrieveVersion()',
      "EntityDefinitions(LogicalName='systemuser')?$select=IsOptimisticConcurrencyEnabled,ChangeTrackingEnabled"
    ]
  )
  t.match(log.lines, [/"checksVersions":true,"tracksChanges":false/])
})

t.test('a version that may not be asked for is unknown', async t => {
  for (const reply of [html(404), fault(403, '0x80040220'), json(200, {})]) {
    t.equal((await identify(t, [who, reply, flags])).identity.version, 'unknown')
  }
  await t.rejects(identify(t, [who, html(500)]), unavailableFor(/500/))
})

t.test('flags that cannot be read are no reason to refuse', async t => {
  for (const reply of [html(404), fault(403, ''), html(200), json(200, {}), html(500)]) {
    t.equal((await identify(t, [who, version, reply])).identity.version, '9.1.4.18')
  }
})

t.test('without the check of versions a foreign change could be overwritten', async t => {
  const off = json(200, { IsOptimisticConcurrencyEnabled: false })
  await t.rejects(
    identify(t, [who, version, off]),
    unavailableFor(/IsOptimisticConcurrencyEnabled is false.*could be overwritten/)
  )
})

t.test('an answer that does not say who we are', async t => {
  for (const answer of [{}, { UserId: aliceId }, { UserId: 'x', OrganizationId: organizationId }]) {
    await t.rejects(identify(t, [json(200, answer)]), unavailableFor(/WhoAmI gave no/))
  }
})
