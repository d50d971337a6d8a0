import type { LightMyRequestResponse } from 'fastify'
import t from 'tap'
import { finishedScan } from '../../src/http/examples/detect.ts'
import { asAll, openDoor } from '../fakes/door.ts'
import { fakeService, listed } from '../fakes/service.ts'

interface Rows {
  value: unknown[]
  totalCount: number
  nextLink?: string
}

const scans = Array.from({ length: 250 }, () => finishedScan)
const service = () => fakeService({ listScans: async (_filter, page) => listed(scans, page) })

t.test('following nextLink leads through all rows once', async t => {
  const app = await openDoor(t, { service: service() })
  let url: string | undefined = '/v1/scans?status=Succeeded'
  const sizes: number[] = []
  while (url !== undefined) {
    const headers = { ...asAll, host: 'crm.test' }
    const answer: LightMyRequestResponse = await app.inject({ url, headers })
    const { value, totalCount, nextLink } = answer.json<Rows>()
    sizes.push(value.length)
    t.equal(totalCount, 250)
    t.equal(answer.headers['link'], nextLink && `<${nextLink}>; rel="next"`)
    t.match(nextLink ?? 'status=Succeeded', /status=Succeeded/)
    url = nextLink?.replace('http://crm.test', '')
  }
  t.strictSame(sizes, [100, 100, 50])
})

t.test('pages are asked of the service by offset; the filter goes without them', async t => {
  const fake = service()
  const app = await openDoor(t, {
    service: fake,
    settings: { docs: false, publicUrl: 'https://a/b' }
  })
  const url = '/v1/scans?page=3&pageSize=10&status=Failed'
  const answer = await app.inject({ url, headers: asAll })
  t.same(fake.asked, [['listScans', { status: 'Failed' }, { offset: 20, limit: 10 }]])
  t.equal(answer.json().nextLink, 'https://a/b/v1/scans?page=4&pageSize=10&status=Failed')
  const beyond = await app.inject({ url: '/v1/scans?page=999', headers: asAll })
  t.strictSame(beyond.json(), { value: [], totalCount: 250 })
})

const bad = ['page=0', 'page=-1', 'page=1.5', 'page=', 'page=1e2', 'page=%201', 'page=0x1']
const worse = [
  'pageSize=0',
  'pageSize=1001',
  'page=1&page=2',
  'page=9999999999',
  'offset=1',
  'status=no'
]
const app = await openDoor(t)
for (const query of [...bad, ...worse]) {
  t.test(`?${query} is refused`, async t => {
    const answer = await app.inject({ url: `/v1/scans?${query}`, headers: asAll })
    t.equal(answer.statusCode, 400)
    t.match(answer.json().errors[0].pointer, /^\/\w+/)
  })
}
