import t from 'tap'
import { auditRow, auditVerification } from '../../../src/http/examples/rest.ts'
import { asAll, openDoor } from '../../fakes/door.ts'
import { fakeService } from '../../fakes/service.ts'

const service = fakeService()
const app = await openDoor(t, { service })
const get = (url: string) => app.inject({ url, headers: asAll })
t.beforeEach(() => void service.asked.splice(0))

t.test('the trail is read and filtered, times as UTC', async t => {
  t.strictSame((await get('/v1/audit')).json(), { value: [auditRow], totalCount: 1 })
  const times = 'since=2026-03-02T10:00:00%2B02:00&until=2026-03-03T00:00:00Z'
  await get(`/v1/audit?actor=a&action=b&target=c&changeNumber=d&${times}`)
  t.same(service.asked[1]?.[1], {
    actor: 'a',
    action: 'b',
    target: 'c',
    changeNumber: 'd',
    since: '2026-03-02T08:00:00.000Z',
    until: '2026-03-03T00:00:00.000Z'
  })
})

for (const query of ['since=yesterday', 'since=2016-12-31T23:59:60Z', 'actor=', 'actor=a%00b']) {
  t.test(`?${query} is refused`, async t => {
    const answer = await get(`/v1/audit?${query}`)
    t.equal(answer.statusCode, 400)
    t.match(answer.json().errors, [{ pointer: /^\/(since|actor)$/ }])
    t.strictSame(service.asked, [])
  })
}

t.test('its chain is checked', async t => {
  t.strictSame((await get('/v1/audit/verify')).json(), auditVerification)
})
