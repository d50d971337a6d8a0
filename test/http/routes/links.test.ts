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

function put(type: string, body: string, query: Record<string, string> = {}) {
  const headers = { ...asAll, 'content-type': type }
  return app.inject({ method: 'PUT', url: '/v1/links', headers, body, query })
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

t.test('when a list was exported is handed on, whatever its format', async t => {
  for (const [type, body] of [
    ['application/json', JSON.stringify(linkImport)],
    ['text/csv', linkCsv],
    ['application/x-ndjson', linkNdjson]
  ] as const) {
    await put(type, body, { exportedAt: '2026-03-01T10:00:00+02:00' })
    t.equal(service.asked.pop()?.[3], '2026-03-01T08:00:00.000Z')
  }
  const answer = await put('text/csv', linkCsv, { exportedAt: 'yesterday' })
  t.match(answer.json(), { status: 400, errors: [{ pointer: '/exportedAt' }] })
})

t.test('bad rows are for the use case to judge, a bad query is not', async t => {
  await put('application/json', '{"value":[{"systemUserId":7},null]}')
  t.match(service.asked[0]?.[2], [{ fields: { systemUserId: 7 } }, { unreadable: /object/ }])
})
