import t, { type Test } from 'tap'
import type { Execution } from '../../src/model/execution.ts'
import type { Problem } from '../../src/http/schemas.ts'
import type { Plan, Step } from '../../src/model/plan.ts'
import { renameAccount } from '../../src/sandbox/ldap/rename-account.ts'
import { createRandom } from '../crash/random.ts'
import { createTown, townSize, type Town } from '../crash/town.ts'
import { createClient, refusal, type Client } from './client.ts'
import { fold, judgeWrites } from './judge-writes.ts'
import { startService } from './start-service.ts'
import { startWorld, type World } from './start-world.ts'

t.setTimeout(180_000)

t.test('a rehearsal runs the same code and writes nothing', async t => {
  const { world, client, town } = await open(t)
  const { body: plan } = await client.plan({ targets: [...town.targets] })
  const { status, headers, body } = await client.execute(plan, 'rehearse', { Prefer: 'wait=25' })
  t.equal(status, 200)
  t.equal(headers.get('preference-applied'), 'wait=25')
  t.match(body, { mode: 'rehearse', status: 'Succeeded', usersRemapped: townSize })
  t.equal(world.organization.writes.length, 0)
  const { body: after } = await client.get<Plan>(`/v1/plans/${plan.planId}`)
  t.equal(after.status, 'AwaitingApproval', 'the plan is not used up')
  t.same(refusal(await client.act(body.executionId, 'rollback')), refused('not-possible-now'))
})

t.test('a pause finishes parked users first; a resume goes on', async t => {
  const opened = await begun(t)
  const { client, executionId } = opened
  const asked = await client.act(executionId, 'pause')
  t.equal(asked.status, 200)
  t.match(asked.body, { status: 'Running', stopping: true })
  const paused = await client.until(executionId, each => each.status === 'Paused')
  checkHalfWay(t, opened, paused)
  const again = await client.act(executionId, 'pause')
  t.match(again, { status: 200, body: { status: 'Paused' } })
  const { body: other } = await client.plan({ targets: restOf(opened) })
  await client.approve(other)
  t.same(refusal(await client.execute(other)), refused('execution-in-progress'))
  const resumed = await client.act(executionId, 'resume')
  t.match(resumed, { status: 200, body: { status: 'Running' } })
  const ended = await client.until(executionId)
  t.equal(ended.status, 'Succeeded', ended.humanSummary)
  t.same(verdictOf(opened), { faults: [], mapped: townSize })
  t.same(refusal(await client.act(executionId, 'resume')), refused('not-possible-now'))
})

t.test('a pause outlives a restart', async t => {
  const opened = await begun(t)
  const { client, executionId, world } = opened
  await client.act(executionId, 'pause')
  await client.until(executionId, each => each.status === 'Paused')
  const written = world.organization.writes.length
  await opened.service.stop()
  const service = await startService(world.environment)
  t.teardown(() => service.stop())
  const fresh = createClient(service.url, world)
  t.equal((await fresh.execution(executionId)).status, 'Paused')
  t.equal(world.organization.writes.length, written)
  await fresh.act(executionId, 'resume')
  t.equal((await fresh.until(executionId)).status, 'Succeeded')
  t.same(verdictOf(opened), { faults: [], mapped: townSize })
})

t.test('a cancel finishes parked users first and ends it for good', async t => {
  const opened = await begun(t)
  const { client, executionId } = opened
  t.match(await client.act(executionId, 'cancel'), {
    status: 200,
    body: { status: 'Running', stopping: true }
  })
  const canceled = await client.until(executionId)
  t.equal(canceled.status, 'Canceled')
  checkHalfWay(t, opened, canceled)
  t.match(await client.act(executionId, 'cancel'), { status: 200, body: { status: 'Canceled' } })
  t.same(refusal(await client.act(executionId, 'pause')), refused('not-possible-now'))
  t.same(refusal(await client.execute(opened.plan)), refused('plan-already-executed'))
})

t.test('a pause that is taken back at once loses nobody', async t => {
  const opened = await begun(t)
  const { client, executionId } = opened
  for (let round = 0; round < 12; round += 1) {
    await client.act(executionId, 'pause')
    if (round % 3 === 0) await client.until(executionId, each => !each.stopping)
    const { status } = await client.act(executionId, 'resume')
    if (status !== 200) break
  }
  const ended = await client.until(executionId)
  t.equal(ended.status, 'Succeeded', ended.humanSummary)
  t.same(verdictOf(opened), { faults: [], mapped: townSize })
})

t.test(
  'a rollback leads back whose old name still resolves, and says why for the rest',
  async t => {
    const opened = await open(t, 2)
    const { client, town, world } = opened
    const plan = await client.approvedPlan({ targets: [...town.targets] })
    const { body } = await client.execute(plan)
    await client.until(body.executionId)
    const nobody = await client.act(body.executionId, 'rollback')
    t.same(refusal(nobody), refused('not-possible-now'))
    t.equal((nobody.body as unknown as Problem).errors?.length, townSize, 'a reason for each')
    const renamed = plan.steps
      .filter(({ toDomainName }) => toDomainName.includes('new-person'))
      .filter(({ toObjectGuid, fromObjectGuid }) => toObjectGuid === fromObjectGuid)
      .slice(0, 3)
    for (const { toDomainName } of renamed) {
      const newName = toDomainName.replace(/^.*new-/, '')
      t.match(renameAccount(world.tree, toDomainName, { newName }), { kind: 'done' })
    }
    await checkRollback(t, opened, body.executionId, renamed)
  }
)

async function checkRollback(
  t: Test,
  { client, town, world }: Opened,
  executionId: string,
  renamed: readonly Step[]
): Promise<void> {
  const written = world.organization.writes.length
  const { status, body: back } = await client.act(executionId, 'rollback')
  t.equal(status, 202)
  t.equal(back.mode, 'rollback')
  const ended = await client.until(back.executionId)
  t.equal(ended.status, 'Succeeded', ended.humanSummary)
  t.equal(ended.usersRolledBack, renamed.length)
  const { body: undo } = await client.get<Plan>(`/v1/plans/${back.planId}`)
  t.ok(undo.blocked.every(each => each.code === 'not-reversible' && each.detail !== ''))
  t.equal(undo.users + undo.blockedCount, townSize)
  t.equal(world.organization.writes.length - written, undo.stepCount)
  for (const { systemUserId, currentDomainName } of await client.users(back.executionId)) {
    const old = town.users.find(row => row.systemuserid === systemUserId)
    t.equal(fold(currentDomainName), fold(old?.domainname))
  }
}

function refused(code: string) {
  return { status: 409, code, type: 'application/problem+json' }
}

interface Opened {
  readonly town: Town
  readonly world: World
  readonly client: Client
  readonly service: Awaited<ReturnType<typeof startService>>
}

async function open(t: Test, latencyMs = 20): Promise<Opened> {
  const town = createTown(createRandom(7))
  const world = await startWorld(t, { people: town, latencyMs })
  const service = await startService(world.environment)
  t.teardown(() => service.stop())
  const client = createClient(service.url, world)
  await client.importLinks(town.links)
  return { town, world, client, service }
}

type Begun = Opened & { readonly plan: Plan; readonly executionId: string }

/** An execution of forty in which some are done and some are parked. */
async function begun(t: Test): Promise<Begun> {
  const opened = await open(t)
  const { client, town } = opened
  const plan = await client.approvedPlan({ targets: [...town.targets] })
  const { body } = await client.execute(plan)
  await client.until(body.executionId, each => each.usersRemapped > 3)
  return { ...opened, plan, executionId: body.executionId }
}

/** Some are remapped, some untouched, and nobody is in between. */
function checkHalfWay(t: Test, { world, town }: Begun, execution: Execution): void {
  const { writes } = world.organization
  const written = new Set(writes.map(write => write.systemuserid))
  const begunOnes = new Map([...targetsOf(town)].filter(([id]) => written.has(id)))
  t.same(judgeWrites(town.users, writes, begunOnes, town.placeholders), {
    faults: [],
    mapped: written.size
  })
  t.ok(written.size < townSize, 'it stopped half way')
  t.equal(execution.usersRemapped, written.size)
  t.equal(execution.usersParked, 0)
}

function restOf({ world, town }: Begun) {
  const written = new Set(world.organization.writes.map(write => write.systemuserid))
  const [one] = town.targets.filter(
    target => !written.has(target.systemUserId) && target.account.includes('new-person')
  )
  return one ? [one] : []
}

function verdictOf({ world, town }: Opened) {
  return judgeWrites(town.users, world.organization.writes, targetsOf(town), town.placeholders)
}

function targetsOf({ targets }: Town): ReadonlyMap<string, string> {
  return new Map(targets.map(({ systemUserId, account }) => [systemUserId, account]))
}
