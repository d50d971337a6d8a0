import t from 'tap'
import { isOnline } from '../../src/dynamics/is-online.ts'

t.test('by host alone', async t => {
  for (const host of [
    'contoso.crm4.dynamics.com',
    'CONTOSO.api.crm.dynamics.com:443',
    'contoso.crm9.dynamics.com',
    'contoso.crm.microsoftdynamics.us',
    'contoso.crm.appsplatform.us',
    'contoso.crm.dynamics.cn',
    'contoso.crm.microsoftdynamics.de'
  ]) {
    t.ok(isOnline(new URL(`https://${host}/api/data/v9.2/`)), host)
  }
  for (const host of [
    'crm.contoso.test',
    'crm.dynamics.com.contoso.test',
    'mydynamics.com',
    'crm.contoso.test/contoso.crm.dynamics.com'
  ]) {
    t.notOk(isOnline(new URL(`https://${host}/api/data/v9.1/`)), host)
  }
})
