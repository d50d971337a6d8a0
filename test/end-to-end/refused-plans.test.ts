import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import type { Execution } from '../../src/model/execution.ts'
import type { Plan } from '../../src/model/plan.ts'
import { company } from '../../src/sandbox/company.ts'
import { userId } from '../../src/sandbox/company/user-record.ts'
import { createClient, refusal, type Client } from './client.ts'
import { openCompany } from './open-company.ts'
import { startService } from './start-service.ts'
import { serveOrganization } from './start-world.ts'

t.setTimeout(120_000)

t.test('who may approve what', async t => {
  const { client, world } = await openCompany(t)
  const { body: own } = await client.post<Plan>('author', '/v1/plan-remap', { targets: [jane] })
  const path = `/v1/plans/${own.planId}/approve`
  const { digest } = own
  const author = await client.post('author', path, { digest })
  t.same(refusal(author), problem(403, 'author-cannot-approve'))
  const stale = `sha256:${'0'.repeat(64)}`
  t.same(
    refusal(await client.post('approver', path, { digest: stale })),
    problem(409, 'digest-mismatch')
  )
  t.same(refusal(await client.post('planner', path, { digest })), problem(403, 'missing-role'))
  t.same(refusal(await client.execute(own)), problem(409, 'approval-required'))
  const wrong = { ...own, digest: stale }
  t.same(refusal(await client.execute(wrong)), problem(409, 'digest-mismatch'))
  t.same(refusal(await client.execute(wrong, 'rehearse')), problem(409, 'digest-mismatch'))
  t.match(await client.approve(own), { status: 200, body: { status: 'Approved' } })
  t.match(await client.approve(own), { status: 200, body: { status: 'Approved' } }, 'once more')
  const rejected = await client.post<Plan>('approver', `/v1/plans/${own.planId}/reject`, { digest })
  t.match(rejected, { status: 200, body: { status: 'Rejected', rejectedBy: 'approver' } })
  t.same(refusal(await client.approve(own)), problem(409, 'not-possible-now'))
  t.same(refusal(await client.execute(own)), problem(409, 'approval-required'))
  t.equal(world.organization.writes.length, 0)
})

t.test('a plan runs once, one execution at a time, also in a race', async t => {
  const { client, world } = await openCompany(t, { latencyMs: 40 })
  const plan = await client.approvedPlan({ targets: [jane] })
  const other = await client.approvedPlan({ targets: [samuel] })
  const racers = await Promise.all(
    [plan, other, plan, other, plan, other].map(each => client.execute(each))
  )
  const codes = racers.map(each => refusal(each).code ?? each.status)
  t.equal(codes.filter(code => code === 202).length, 1, JSON.stringify(codes))
  t.same(
    new Set(codes),
    new Set([202, 'plan-already-executed', 'execution-in-progress']),
    JSON.stringify(codes)
  )
  const won = racers.find(each => each.status === 202)?.body
  t.equal((await client.until(won?.executionId ?? '')).status, 'Succeeded')
  const [first, second] = won?.planId === plan.planId ? [plan, other] : [other, plan]
  t.same(refusal(await client.execute(first)), problem(409, 'plan-already-executed'))
  t.equal(world.organization.writes.length, 2, 'one hop')
  const { body } = await client.execute(second)
  t.equal((await client.until(body.executionId)).status, 'Succeeded', 'the loser is not used up')
  t.equal(world.organization.writes.length, 4)
})

t.test('the same Idempotency-Key starts one execution, also in a race', async t => {
  const { client, world } = await openCompany(t, { latencyMs: 20 })
  const plan = await client.approvedPlan({ targets: [jane] })
  const key = { 'Idempotency-Key': crypto.randomUUID() }
  const replies = await Promise.all(
    Array.from({ length: 5 }, () => client.execute(plan, undefined, key))
  )
  for (const reply of replies.filter(each => each.status !== 202)) {
    t.same(refusal(reply), problem(409, 'idempotency-key-in-use'))
  }
  const replay = await client.execute(plan, undefined, key)
  t.equal(replay.status, 202)
  t.equal(replay.headers.get('idempotency-replayed'), 'true')
  await client.until(replay.body.executionId)
  const again = await client.execute(plan, 'rehearse', key)
  t.same(refusal(again), problem(422, 'idempotency-key-reused'))
  t.equal(world.organization.writes.length, 2)
})

t.test('a plan expires', async t => {
  const { client, world } = await openCompany(t, {}, { PLAN_TTL: 'PT1S' })
  const plan = await client.approvedPlan({ targets: [jane] })
  const { body: waiting } = await client.plan({ targets: [samuel] })
  await setTimeout(1100)
  t.same(refusal(await client.execute(plan)), problem(409, 'plan-expired'))
  t.same(refusal(await client.approve(waiting)), problem(409, 'plan-expired'))
  t.equal((await client.get<Plan>(`/v1/plans/${plan.planId}`)).body.status, 'Expired')
  t.equal(world.organization.writes.length, 0)
})

t.test('the mass-change breaker', async t => {
  const targets = [jane, samuel]
  for (const limit of [{ MAX_PLAN_USERS: '1' }, { MAX_PLAN_PERCENT: '1' }]) {
    const { client, world } = await openCompany(t, {}, limit)
    const reply = await client.plan({ targets })
    t.same(refusal(reply), problem(422, 'plan-too-large'))
    t.match((reply.body as unknown as { detail: string }).detail, Object.keys(limit)[0] ?? '')
    t.equal((await client.plan({ targets: [jane] })).status, 201, 'one user may always be moved')
    t.equal(world.organization.writes.length, 0)
  }
})

t.test('limits and protection are checked again before the first write', async t => {
  const { client, world, service } = await openCompany(t)
  const plan = await client.approvedPlan({ targets: [jane, samuel] })
  const other = await client.approvedPlan({ targets: [jane, samuel] })
  await service.stop()
  const strict = await restarted({ MAX_PLAN_USERS: '1' })
  const refused = await ranOf(strict.client, plan)
  t.match(refused, { status: 'Failed', failureCode: 'not-started' })
  t.match(refused.failureDetail, /MAX_PLAN_USERS/)
  t.equal(world.organization.writes.length, 0)
  await strict.service.stop()
  const careful = await restarted({ PROTECTED_USERS: 'CONTOSO\\jane.doe' })
  const half = await ranOf(careful.client, other)
  t.match(half, { status: 'Failed', usersRemapped: 1, usersFailed: 1 })
  const [failed] = (await careful.client.users(half.executionId)).filter(each => each.code)
  t.match(failed, { systemUserId: jane.systemUserId, code: 'user-protected' })
  t.notOk(world.organization.writes.some(write => write.systemuserid === jane.systemUserId))

  async function restarted(more: Record<string, string>) {
    const service = await startService({ ...world.environment, ...more })
    t.teardown(() => service.stop())
    return { service, client: createClient(service.url, world) }
  }
})

t.test('a scan of another organization', async t => {
  const { client, world, service } = await openCompany(t)
  const scan = await client.scan()
  await service.stop()
  const people = { ...company(), organizationId: crypto.randomUUID() }
  const organization = await serveOrganization(people, world.tree)
  t.teardown(() => organization.close())
  const second = await startService({ ...world.environment, DYNAMICS_URL: organization.url })
  t.teardown(() => second.stop())
  const elsewhere = createClient(second.url, world)
  t.same(
    refusal(await elsewhere.plan({ scanId: scan.scanId })),
    problem(422, 'scan-of-another-organization')
  )
  t.equal(organization.writes.length + world.organization.writes.length, 0)
})

t.test('a plan of another organization', async t => {
  const { client, world, service } = await openCompany(t)
  const plan = await client.approvedPlan({ targets: [jane] })
  await service.stop()
  const people = { ...company(), organizationId: crypto.randomUUID() }
  const organization = await serveOrganization(people, world.tree)
  t.teardown(() => organization.close())
  const second = await startService({ ...world.environment, DYNAMICS_URL: organization.url })
  t.teardown(() => second.stop())
  const elsewhere = createClient(second.url, world)
  const ended = await ranOf(elsewhere, plan)
  t.match(ended, { status: 'Failed', failureCode: 'not-started', usersRemapped: 0 })
  t.match(ended.failureDetail, /another|organization/)
  t.equal(organization.writes.length, 0, 'the plan was made for, and approved for, another')
})

const jane = { systemUserId: userId('jane.doe'), account: 'CONTOSO\\jane.miller' }
const samuel = { systemUserId: userId('samuel.okafor'), account: 'CONTOSO\\samuel.okafor' }

async function ranOf(client: Client, plan: Plan): Promise<Execution> {
  return client.until((await client.execute(plan)).body.executionId)
}

function problem(status: number, code: string) {
  return { status, code, type: 'application/problem+json' }
}
