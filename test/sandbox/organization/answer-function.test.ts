import t from 'tap'
import { contoso, identity } from './contoso.ts'

t.test('who asks, and what answers', async t => {
  const { ask, base } = await contoso(t)
  for (const path of ['WhoAmI()', 'WhoAmI', 'WhoAmI%28%29']) {
    t.same((await ask(path)).json, {
      '@odata.context': `${base}$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
      BusinessUnitId: identity.organizationId,
      UserId: identity.callerId,
      OrganizationId: identity.organizationId
    })
  }
  for (const path of ['RetrieveVersion()', 'RetrieveVersion']) {
    t.match(await ask(path), { status: 200, json: { Version: '9.1.25.13' } })
  }
})

t.test('metadata of the entity', async t => {
  const { ask, base } = await contoso(t, { optimisticConcurrency: false })
  const path = "EntityDefinitions(LogicalName='systemuser')"
  const flags = '?$select=IsOptimisticConcurrencyEnabled,ChangeTrackingEnabled'
  t.same((await ask(path + flags)).json, {
    '@odata.context': `${base}$metadata#EntityDefinitions/$entity`,
    IsOptimisticConcurrencyEnabled: false,
    ChangeTrackingEnabled: false
  })
  t.match((await ask(path)).json, { LogicalName: 'systemuser', ObjectTypeCode: 8 })
  const unknown = await ask(`${path}?$select=Nope`)
  t.match(unknown, { status: 400, error: { code: '0x80060888', message: /named 'Nope'/ } })
})

t.test('what is not there says so', async t => {
  const { ask } = await contoso(t)
  t.match(await ask('accounts'), { status: 404, error: { message: /segment 'accounts'/ } })
  t.match(await ask('$batch'), { status: 501, error: { code: '0x80040315' } })
})
