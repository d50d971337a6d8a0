import t from 'tap'
import {
  detectRequest,
  finishedScan,
  mismatch,
  runningScan,
  scanOfNamed
} from '../../../src/http/examples/detect.ts'
import { asAll, openDoor } from '../../fakes/door.ts'
import { fakeService } from '../../fakes/service.ts'

const service = fakeService()
const app = await openDoor(t, { service, settings: { docs: false, publicUrl: 'https://x.test' } })
const id = finishedScan.scanId
const post = (url: string, body?: object) =>
  app.inject({ method: 'POST', url, headers: asAll, ...(body && { body }) })
t.beforeEach(() => void service.asked.splice(0))

t.test('named users are compared at once', async t => {
  const answer = await post('/v1/detect-mismatch', detectRequest)
  t.equal(answer.statusCode, 200)
  t.notOk(answer.headers['location'])
  t.strictSame(answer.json(), {
    ...scanOfNamed,
    mismatchesLink: `https://x.test/v1/scans/${id}/mismatches`
  })
  t.same(service.asked[0]?.[2], detectRequest)
})

t.test('everyone is 202 with an address', async t => {
  const answer = await post('/v1/detect-mismatch', {})
  t.equal(answer.statusCode, 202)
  t.equal(answer.headers['location'], `https://x.test/v1/scans/${runningScan.scanId}`)
  t.match(answer.json(), { status: 'Running', isTerminal: false, nextPollSeconds: 2 })
})

t.test('with Prefer the scan is waited for', async t => {
  const headers = { ...asAll, prefer: 'wait=3' }
  const url = '/v1/detect-mismatch'
  const answer = await app.inject({ method: 'POST', url, headers, body: {} })
  t.equal(answer.statusCode, 200)
  t.same(service.asked.slice(1), [
    ['waitFor', id, 3],
    ['getScan', id]
  ])
})

t.test('scans and mismatches are read and filtered', async t => {
  const scan = await app.inject({ url: `/v1/scans/${id}`, headers: asAll })
  t.match(scan.json(), { scanId: id, isTerminal: true, finishedAt: finishedScan.finishedAt })
  const user = mismatch.systemUserId
  const filter = `kind=renamed&confidence=proven&systemUserId=${user}`
  const list = await app.inject({ url: `/v1/scans/${id}/mismatches?${filter}`, headers: asAll })
  t.strictSame(list.json(), { value: [mismatch], totalCount: 1 })
  const asked = { kind: 'renamed', confidence: 'proven', systemUserId: user }
  t.same(service.asked[1], ['listMismatches', id, asked, { offset: 0, limit: 100 }])
})

t.test('cancel answers with the scan as it is', async t => {
  const answer = await post(`/v1/scans/${id}/cancel`)
  t.match(answer, { statusCode: 200 })
  t.match(answer.json(), { status: 'Canceled' })
  t.same(service.asked[0]?.slice(2), [id])
})
