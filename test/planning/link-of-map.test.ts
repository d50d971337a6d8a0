import t from 'tap'
import type { Step } from '../../src/model/plan.ts'
import { linkOfMap } from '../../src/planning/link-of-map.ts'
import { aLink } from './people.ts'

const provenAt = '2026-03-01T09:00:00.000Z'
const step: Step = {
  sequence: 2,
  action: 'map',
  systemUserId: 'user-anna',
  fullName: 'Anna Smith',
  fromDomainName: 'CONTOSO\\crm-park-01',
  toDomainName: 'CONTOSO\\amiller',
  toObjectGuid: 'guid-anna',
  after: [1]
}
const link = {
  systemUserId: 'user-anna',
  objectGuid: 'guid-anna',
  domainName: 'CONTOSO\\amiller',
  source: 'map',
  provenAt
}

t.test('a map proves its link, and renews one that was known, with its SID', async t => {
  t.strictSame(linkOfMap(step, [], provenAt), { link, ousted: [] })
  const { objectSid } = aLink()
  t.strictSame(linkOfMap(step, [aLink()], provenAt), { link: { ...link, objectSid }, ousted: [] })
})

t.test('the SID of another account does not come along', async t => {
  const known = [aLink({ objectGuid: 'guid-old' })]
  t.strictSame(linkOfMap(step, known, provenAt), { link, ousted: [] })
})

t.test("another user's link to the account is disproved", async t => {
  const known = [aLink({ systemUserId: 'user-ben' }), aLink({ objectGuid: 'guid-old' })]
  t.strictSame(linkOfMap(step, known, provenAt), { link, ousted: ['user-ben'] })
})

t.test('a park proves nothing, nor does a map whose account is not known', async t => {
  t.equal(linkOfMap({ ...step, action: 'park' }, [], provenAt), undefined)
  const { toObjectGuid: _, ...unknown } = step
  t.equal(linkOfMap(unknown, [], provenAt), undefined)
})
