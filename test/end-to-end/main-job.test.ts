import t, { type Test } from 'tap'
import type { AuditRow } from '../../src/model/audit-row.ts'
import type { AuditVerification } from '../../src/model/audit-verification.ts'
import type { Link } from '../../src/model/link.ts'
import { mismatchKinds, type Mismatch } from '../../src/model/mismatch.ts'
import type { Placeholder } from '../../src/model/placeholder.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { Scan } from '../../src/model/scan.ts'
import { company } from '../../src/sandbox/company.ts'
import { judgeWrites } from './judge-writes.ts'
import { openCompany, type OpenCompany } from './open-company.ts'

t.setTimeout(180_000)

t.test('detect, plan, approve, execute, and detect again', async t => {
  const opened = await openCompany(t)
  const scan = await detected(t, opened)
  const plan = await planned(t, opened, scan)
  await executed(t, opened, plan)
  await looked(t, opened, plan)
  await detectedAgain(t, opened, plan)
})

/** What the full scan found, held against all that the company expects of it. */
async function detected(t: Test, { client, world }: OpenCompany): Promise<Scan> {
  const { status, headers, body } = await client.detect({ checks: ['logon', 'status', 'profile'] })
  t.equal(status, 202)
  t.equal(headers.get('location'), `${client.base}/v1/scans/${body.scanId}`)
  t.match(headers.get('retry-after') ?? '', /^\d+$/)
  const scan = await ended(client, body.scanId)
  t.equal(scan.status, 'Succeeded', scan.failureDetail ?? '')
  checkCounts(t, scan)
  const found = await client.all<Mismatch>(`/v1/scans/${scan.scanId}/mismatches?pageSize=7`)
  t.equal(found.length, scan.mismatched, 'paging loses nobody')
  const kinds = new Map(found.map(each => [each.systemUserId, each.kind]))
  for (const { systemUserId, fullName, kind, story } of company().expectations) {
    t.equal(kinds.get(systemUserId) ?? 'inSync', kind, `${fullName}: ${story}`)
  }
  t.equal(world.organization.writes.length, 0)
  return scan
}

async function ended(client: OpenCompany['client'], scanId: string): Promise<Scan> {
  for (;;) {
    const { body } = await client.get<Scan>(`/v1/scans/${scanId}`)
    if (body.isTerminal) return body
  }
}

function checkCounts(t: Test, scan: Scan): void {
  const { usersChecked, inSync, mismatched } = scan
  const kinds = mismatchKinds.map(kind => scan[kind])
  t.equal(usersChecked, company().users.length)
  t.equal(usersChecked, inSync + mismatched + scan.protected)
  t.equal(
    mismatched,
    kinds.reduce((sum, count) => sum + count, 0)
  )
  const expected = Map.groupBy(company().expectations, each => each.kind)
  for (const kind of mismatchKinds) t.equal(scan[kind], expected.get(kind)?.length ?? 0, kind)
  t.ok(scan.statusDiffers > 0)
  t.ok(scan.profileDiffers > 0)
  t.ok(scan.linksLearned > 0)
}

const kinds = ['renamed', 'nameReused', 'recreated', 'moved'] as const

async function planned(t: Test, { client, world }: OpenCompany, scan: Scan): Promise<Plan> {
  const request = { scanId: scan.scanId, kinds: [...kinds], changeNumber: 'CHG0030192' }
  const { status, headers, body: plan } = await client.plan(request)
  t.equal(status, 201)
  t.equal(headers.get('location'), `${client.base}/v1/plans/${plan.planId}`)
  t.equal(plan.status, 'AwaitingApproval')
  t.equal(plan.steps.length, plan.stepCount)
  t.equal(plan.blocked.length, plan.blockedCount)
  t.equal((await client.plan(request)).body.digest, plan.digest, 'same input, same digest')
  const { body: approved } = await client.approve(plan)
  t.equal(approved.status, 'Approved')
  t.equal(approved.approvals[0]?.by, 'approver')
  t.equal(world.organization.writes.length, 0)
  return plan
}

async function executed(t: Test, { client, world }: OpenCompany, plan: Plan): Promise<void> {
  const { status, headers, body } = await client.execute(plan)
  t.equal(status, 202)
  t.equal(headers.get('location'), `${client.base}/v1/executions/${body.executionId}`)
  const execution = await client.until(body.executionId)
  t.equal(execution.status, 'Succeeded', execution.humanSummary)
  t.equal(execution.percentComplete, 100)
  t.equal(execution.usersRemapped, plan.users)
  t.equal(execution.usersTotal, plan.users)
  const users = await client.users(execution.executionId)
  t.same([...new Set(users.map(user => user.status))], ['Remapped'])
  t.ok(users.every(user => user.verified && user.currentDomainName === user.toDomainName))
  const targets = new Map(users.map(user => [user.systemUserId, user.toDomainName]))
  const verdict = judgeWrites(
    company().users,
    world.organization.writes,
    targets,
    world.people.placeholders
  )
  t.same(verdict, { faults: [], mapped: plan.users })
  t.equal(world.organization.writes.length, plan.stepCount)
}

/** The trail, the link baseline and the pool afterwards. */
async function looked(t: Test, { client }: OpenCompany, plan: Plan): Promise<void> {
  const trail = await client.all<AuditRow>('/v1/audit?pageSize=50', 'auditor')
  const actions = new Set(trail.map(row => row.action))
  for (const action of [
    'import-links',
    'detect-mismatch',
    'plan-remap',
    'approve-plan',
    'execute-remap',
    'park-user',
    'map-user',
    'execute-ended'
  ])
    t.ok(actions.has(action), action)
  t.equal(trail.filter(row => row.action === 'map-user').length, plan.users)
  const { body: ofChange } = await client.get<{ totalCount: number }>(
    '/v1/audit?changeNumber=CHG0030192&action=map-user',
    {},
    'auditor'
  )
  t.equal(ofChange.totalCount, plan.users)
  const verified = await client.get<AuditVerification>('/v1/audit/verify', {}, 'auditor')
  t.same(verified.body, { intact: true, rows: trail.length })
  const links = await client.all<Link>('/v1/links?source=map')
  t.equal(links.length, plan.users, 'every map enters the link baseline')
  const pool = (await client.get<{ value: Placeholder[] }>('/v1/placeholders')).body.value
  t.same(
    pool.map(each => each.status),
    ['free', 'free']
  )
}

async function detectedAgain(t: Test, { client }: OpenCompany, plan: Plan): Promise<void> {
  const scan = await client.scan()
  t.equal(scan.status, 'Succeeded', scan.failureDetail ?? '')
  const left = await client.all<Mismatch>(`/v1/scans/${scan.scanId}/mismatches`)
  const moved = new Set(plan.steps.map(step => step.systemUserId))
  t.same(
    left.filter(each => moved.has(each.systemUserId)),
    [],
    'who was remapped is in sync'
  )
  t.equal(scan.renamed + scan.moved, 0)
  t.equal(scan.isFull, false, 'only what changed was read')
  const again = await client.plan({ scanId: scan.scanId, kinds: ['renamed'] })
  t.equal(again.status, 422)
}
