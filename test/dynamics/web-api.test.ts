import t from 'tap'
import { recordUrl, webApiBase, webApiUrl } from '../../src/dynamics/web-api.ts'
import { aliceId } from './scripted-api.ts'

t.test("the organization's path is kept, the rest of its URL is not", async t => {
  const cases: [string, string][] = [
    ['https://crm.contoso.test/Contoso', 'https://crm.contoso.test/Contoso/api/data/v9.1/'],
    ['https://crm.contoso.test/Contoso/', 'https://crm.contoso.test/Contoso/api/data/v9.1/'],
    ['https://contoso.crm.test:444', 'https://contoso.crm.test:444/api/data/v9.1/'],
    ['https://u:secret@crm.test/a/b//?q=1#f', 'https://crm.test/a/b/api/data/v9.1/']
  ]
  for (const [url, expected] of cases) t.equal(webApiBase(url, 'v9.1').href, expected)
})

t.test('addresses below it', async t => {
  const base = webApiBase('https://crm.contoso.test/Contoso', 'v9.1')
  t.equal(
    webApiUrl(base, 'WhoAmI()').href,
    'https://crm.contoso.test/Contoso/api/data/v9.1/WhoAmI()'
  )
  t.equal(
    recordUrl(base, aliceId, ['domainname', 'fullname']).href,
    `https://crm.contoso.test/Contoso/api/data/v9.1/systemusers(${aliceId})?$select=domainname,fullname`
  )
})
