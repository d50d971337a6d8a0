import t from 'tap'
import { decision, plan } from '../../../src/http/examples/plan.ts'
import { asAll, openDoor } from '../../fakes/door.ts'
import { fakeService } from '../../fakes/service.ts'

const service = fakeService()
const app = await openDoor(t, { service })
const cases = [
  ['approve', 'approvePlan', 'Approved'],
  ['reject', 'rejectPlan', 'Rejected']
] as const
for (const [action, verb, status] of cases) {
  t.test(`${action} is bound to the digest`, async t => {
    const url = `/v1/plans/${plan.planId}/${action}`
    const good = await app.inject({ method: 'POST', url, headers: asAll, body: decision })
    t.match(good, { statusCode: 200 })
    t.match(good.json(), { status, stepsLink: /^http/ })
    t.match(service.asked.at(-1), [verb, { name: 'all-key' }, plan.planId, decision])
    const bare = await app.inject({ method: 'POST', url, headers: asAll, body: {} })
    t.match(bare.json(), { status: 400, errors: [{ pointer: '/digest' }] })
  })
}
