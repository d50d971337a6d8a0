import t from 'tap'
import { link, linkImport, linkImportResult } from '../../../src/http/examples/rest.ts'
import { asAll, openDoor } from '../../fakes/door.ts'
import { fakeService } from '../../fakes/service.ts'

const service = fakeService()
const app = await openDoor(t, { service })
t.beforeEach(() => void service.asked.splice(0))

t.test('links are listed and filtered', async t => {
  const url = `/v1/links?source=import&systemUserId=${link.systemUserId}`
  const answer = await app.inject({ url, headers: asAll })
  t.strictSame(answer.json(), { value: [link], totalCount: 1 })
  t.same(service.asked[0]?.[1], { source: 'import', systemUserId: link.systemUserId })
})

t.test('rows are imported', async t => {
  const put = (body: object) =>
    app.inject({ method: 'PUT', url: '/v1/links', headers: asAll, body })
  t.strictSame((await put(linkImport)).json(), linkImportResult)
  t.same(service.asked[0]?.[2], linkImport.value)
  const bad = await put({ value: [linkImport.value[0], { systemUserId: 'x' }] })
  t.match(bad.json(), {
    code: 'invalid-request',
    errors: [{ pointer: '/value/1/objectGuid' }, { pointer: '/value/1/systemUserId' }]
  })
})
