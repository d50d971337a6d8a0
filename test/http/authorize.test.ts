import t from 'tap'
import { roles, type Role } from '../../src/model/caller.ts'
import { openDoor, readableLog } from '../fakes/door.ts'
import { fakeService } from '../fakes/service.ts'

const id = '6f1c9a52-0d0e-4c39-9a5e-0a8f5b2f7d11'
const doors: readonly [method: 'GET' | 'POST' | 'PUT', url: string, role: Role][] = [
  ['POST', '/v1/detect-mismatch', 'planner'],
  ['GET', '/v1/scans', 'reader'],
  ['GET', `/v1/scans/${id}`, 'reader'],
  ['GET', `/v1/scans/${id}/mismatches`, 'reader'],
  ['POST', `/v1/scans/${id}/cancel`, 'planner'],
  ['GET', '/v1/users/x', 'reader'],
  ['POST', '/v1/plan-remap', 'planner'],
  ['GET', '/v1/plans', 'reader'],
  ['GET', `/v1/plans/${id}`, 'reader'],
  ['GET', `/v1/plans/${id}/steps`, 'reader'],
  ['GET', `/v1/plans/${id}/blocked`, 'reader'],
  ['POST', `/v1/plans/${id}/approve`, 'approver'],
  ['POST', `/v1/plans/${id}/reject`, 'approver'],
  ['POST', '/v1/execute-remap', 'executor'],
  ['GET', '/v1/executions', 'reader'],
  ['GET', `/v1/executions/${id}`, 'reader'],
  ['GET', `/v1/executions/${id}/users`, 'reader'],
  ['POST', `/v1/executions/${id}/pause`, 'executor'],
  ['POST', `/v1/executions/${id}/resume`, 'executor'],
  ['POST', `/v1/executions/${id}/cancel`, 'executor'],
  ['POST', `/v1/executions/${id}/rollback`, 'executor'],
  ['GET', '/v1/placeholders', 'reader'],
  ['GET', '/v1/links', 'reader'],
  ['PUT', '/v1/links', 'admin'],
  ['GET', '/v1/audit', 'auditor'],
  ['GET', '/v1/audit/verify', 'auditor']
]
const app = await openDoor(t)
for (const [method, url, needed] of doors) {
  t.test(`${method} ${url} is for ${needed}`, async t => {
    for (const role of roles) {
      const { statusCode } = await app.inject({ method, url, headers: { 'x-api-key': role } })
      t.equal(statusCode !== 403, needed === 'reader' || role === needed, role)
    }
    t.equal((await app.inject({ method, url })).statusCode, 401)
  })
}

t.test('a refusal is a row of the trail', async t => {
  const service = fakeService()
  const app = await openDoor(t, { service })
  const url = `/v1/plans/${id}/approve`
  const answer = await app.inject({ method: 'POST', url, headers: { 'x-api-key': 'planner' } })
  t.equal(answer.json().code, 'missing-role')
  t.match(service.asked, [['recordRefusal', { name: 'planner-key' }, 'approvePlan', id]])
  await app.inject({ method: 'PUT', url: '/v1/links', headers: { 'x-api-key': 'planner' } })
  t.strictSame(service.asked[1]?.slice(2), ['importLinks', undefined])
})

t.test('a trail that cannot be written leaves the refusal a refusal', async t => {
  const { log, lines } = readableLog()
  const recordRefusal = async () => Promise.reject(new Error('disk full'))
  const app = await openDoor(t, { log, service: fakeService({ recordRefusal }) })
  const answer = await app.inject({ url: '/v1/audit', headers: { 'x-api-key': 'reader' } })
  t.equal(answer.statusCode, 403)
  t.match(lines.join(), /refusal not recorded/)
})
