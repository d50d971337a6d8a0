import t from 'tap'
import { followNextLink } from '../../src/dynamics/follow-next-link.ts'
import { unavailableFor } from './scripted-api.ts'

const asked = new URL('https://crm.contoso.test/Contoso/api/data/v9.1/systemusers?$select=fullname')

t.test('the last page has none', async t => {
  t.equal(followNextLink(undefined, asked), undefined)
  t.equal(followNextLink(null, asked), undefined)
})

t.test('is taken as it is', async t => {
  const cookie = '$skiptoken=%3Ccookie%20pagenumber=%222%22%20pagingcookie=%22%253ccookie%22%20/%3E'
  for (const link of [
    `https://crm.contoso.test/Contoso/api/data/v9.1/systemusers?${cookie}`,
    `https://CRM.contoso.test:443/contoso/api/data/v9.1/systemusers?${cookie}`,
    `systemusers?${cookie}`
  ]) {
    t.equal(followNextLink(link, asked)?.search, `?${cookie}`, link)
  }
})

t.test('never leads elsewhere', async t => {
  const elsewhere: [unknown, RegExp][] = [
    ['https://evil.test/Contoso/api/data/v9.1/systemusers?p=2', /https:\/\/evil\.test/],
    ['http://crm.contoso.test/Contoso/api/data/v9.1/systemusers', /http:\/\/crm/],
    ['https://crm.contoso.test:444/Contoso/api/data/v9.1/systemusers', /:444/],
    ['//evil.test/Contoso/api/data/v9.1/systemusers', /evil\.test/],
    ['https://crm.contoso.test/Other/api/data/v9.1/systemusers', /out of the organization/],
    ['https://crm.contoso.test/Contoso/../Other/api/data/v9.1/systemusers', /out of/],
    ['https://crm.contoso.test/Contoso/api/data/v9.1/accounts', /out of/],
    ['https://a:b@crm.contoso.test/Contoso/api/data/v9.1/systemusers', /carries credentials/],
    ['https://crm.contoso.test@evil.test/Contoso/api/data/v9.1/systemusers', /credentials/],
    ['https://', /not an address/],
    [7, /not an address/]
  ]
  for (const [link, detail] of elsewhere) {
    t.throws(() => followNextLink(link, asked), unavailableFor(detail), String(link))
  }
})
