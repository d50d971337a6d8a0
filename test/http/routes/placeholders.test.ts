import t from 'tap'
import { placeholder } from '../../../src/http/examples/execute.ts'
import { asAll, openDoor } from '../../fakes/door.ts'
import { fakeService } from '../../fakes/service.ts'

t.test('the pool is shown a page at a time', async t => {
  const second = { account: 'CONTOSO\\crm-park-02', status: 'unfit' as const, reason: 'held' }
  const listPlaceholders = async () => [placeholder, second]
  const app = await openDoor(t, { service: fakeService({ listPlaceholders }) })
  const all = await app.inject({ url: '/v1/placeholders', headers: asAll })
  t.strictSame(all.json(), { value: [placeholder, second], totalCount: 2 })
  const page = await app.inject({ url: '/v1/placeholders?page=2&pageSize=1', headers: asAll })
  t.strictSame(page.json(), { value: [second], totalCount: 2 })
})
