import t from 'tap'
import {
  link,
  linkCsv,
  linkImport,
  linkImportResult,
  linkNdjson
} from '../../../src/http/examples/rest.ts'
import { asAll, openDoor } from '../../fakes/door.ts'
import { fakeService } from '../../fakes/service.ts'

const service = fakeService()
const app = await openDoor(t, { service })
t.beforeEach(() => void service.asked.splice(0))

function put(type: string, body: string) {
  const headers = { ...asAll, 'content-type': type }
  return app.inject({ method: 'PUT', url: '/v1/links', headers, body })
}

t.test('links are listed and filtered', async t => {
  const url = `/v1/links?source=import&systemUserId=${link.systemUserId}`
  const answer = await app.inject({ url, headers: asAll })
  t.strictSame(answer.json(), { value: [link], totalCount: 1 })
  t.same(service.asked[0]?.[1], { source: 'import', systemUserId: link.systemUserId })
})

const [fields] = linkImport.value
t.test('rows are imported from JSON', async t => {
  t.strictSame((await put('application/json', JSON.stringify(linkImport))).json(), linkImportResult)
  t.same(service.asked[0]?.[2], [{ fields }])
})

t.test('rows are imported from NDJSON', async t => {
  t.strictSame((await put('application/x-ndjson', linkNdjson)).json(), linkImportResult)
  t.same(service.asked[0]?.[2], [{ line: 1, fields }])
})

t.test('rows are imported from CSV', async t => {
  t.strictSame((await put('text/csv', linkCsv)).json(), linkImportResult)
  const { systemUserId, objectGuid } = link
  const row = {
    SystemUserId: systemUserId,
    DomainName: 'CONTOSO\\jdoe',
    ActiveDirectoryGuid: objectGuid
  }
  t.same(service.asked[0]?.[2], [{ line: 2, fields: row }])
})

t.test('bad rows are for the use case to judge, a bad query is not', async t => {
  await put('application/json', '{"value":[{"systemUserId":7},null]}')
  t.match(service.asked[0]?.[2], [{ fields: { systemUserId: 7 } }, { unreadable: /object/ }])
})
