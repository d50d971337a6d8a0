import t from 'tap'
import { blocked, plan, planRequest, planSummary, steps } from '../../../src/http/examples/plan.ts'
import { asAll, openDoor } from '../../fakes/door.ts'
import { fakeService } from '../../fakes/service.ts'

const service = fakeService()
const publicUrl = 'https://relink.contoso.test'
const app = await openDoor(t, { service, settings: { docs: false, publicUrl } })
const get = (url: string) => app.inject({ url, headers: asAll })
t.beforeEach(() => void service.asked.splice(0))

t.test('a plan is made', async t => {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/plan-remap',
    headers: asAll,
    body: planRequest
  })
  t.equal(answer.statusCode, 201)
  t.equal(answer.headers['location'], `${publicUrl}/v1/plans/${plan.planId}`)
  t.strictSame(answer.json(), plan)
  t.same(service.asked[0]?.slice(2), [planRequest])
})

t.test('plans are read, listed and filtered', async t => {
  t.strictSame((await get(`/v1/plans/${plan.planId}`)).json(), plan)
  const list = await get('/v1/plans?status=Approved&changeNumber=CHG1&page=2')
  t.same(service.asked[1]?.slice(1), [
    { status: 'Approved', changeNumber: 'CHG1' },
    { offset: 100, limit: 100 }
  ])
  t.strictSame(list.json(), { value: [], totalCount: 1 })
  t.strictSame((await get('/v1/plans')).json(), { value: [planSummary], totalCount: 1 })
})

t.test('so are its steps and whom it leaves alone', async t => {
  const first = await get(`/v1/plans/${plan.planId}/steps?pageSize=1`)
  t.match(first.json(), { value: [steps[0]], totalCount: 2, nextLink: /\?pageSize=1&page=2$/ })
  const all = await get(`/v1/plans/${plan.planId}/blocked`)
  t.strictSame(all.json(), { value: [blocked], totalCount: 1 })
})
