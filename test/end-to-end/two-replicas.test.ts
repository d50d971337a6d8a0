import t, { type Test } from 'tap'
import type { Plan } from '../../src/model/plan.ts'
import type { Scan } from '../../src/model/scan.ts'
import { createRandom } from '../crash/random.ts'
import { startReplicas } from '../crash/replicas.ts'
import { createTown, townSize } from '../crash/town.ts'
import { startPostgres, type Postgres } from '../peers/postgres.ts'
import { createClient } from './client.ts'
import { judgeWrites } from './judge-writes.ts'
import { runToEnd } from './start-service.ts'
import { startWorld } from './start-world.ts'

t.setTimeout(180_000)

const postgres = await startPostgres(t)

if (postgres) {
  await t.test('what one replica was asked, every replica knows', async t => {
    const { one, other, town, world } = await open(t, postgres)
    await one.importLinks(town.links)
    const scan = await one.detect({}, { Prefer: 'wait=25' })
    t.match(scan, { status: 200, body: { status: 'Succeeded', mismatched: townSize } })
    const seen = await other.get<Scan>(`/v1/scans/${scan.body.scanId}`)
    t.strictSame(seen.body.mismatched, scan.body.mismatched)

    const request = { targets: [...town.targets] }
    const key = { 'Idempotency-Key': 'one plan' }
    const made = await one.post<Plan>('planner', '/v1/plan-remap', request, key)
    const again = await other.post<Plan>('planner', '/v1/plan-remap', request, key)
    t.equal(again.headers.get('idempotency-replayed'), 'true')
    t.equal(again.body.planId, made.body.planId)

    await other.approve(made.body)
    const started = await other.execute(made.body)
    t.match(started, { status: 202, body: { status: 'Running' } })
    const { executionId } = started.body
    for (const asked of [one, other]) {
      t.match(await asked.execute(made.body), {
        status: 409,
        body: { code: 'plan-already-executed' }
      })
    }
    await one.act(executionId, 'pause')
    const paused = await other.until(executionId, each => each.status !== 'Running')
    if (paused.status === 'Paused') {
      t.match(await other.act(executionId, 'resume'), { status: 200, body: { status: 'Running' } })
    }
    t.equal((await one.until(executionId)).status, 'Succeeded')
    const targets = new Map(town.targets.map(each => [each.systemUserId, each.account]))
    t.same(judgeWrites(town.users, world.organization.writes, targets, town.placeholders), {
      faults: [],
      mapped: townSize
    })
    t.match(await one.get('/v1/audit/verify', {}, 'auditor'), { body: { intact: true } })
  })

  await t.test('a scan that one replica runs, another cancels', async t => {
    const { one, other } = await open(t, postgres, 2000)
    const { body } = await one.detect()
    const canceled = await other.post<Scan>('planner', `/v1/scans/${body.scanId}/cancel`)
    t.match(canceled, { status: 200, body: { status: 'Canceled', isTerminal: true } })
    const next = await other.detect({}, { Prefer: 'wait=25' })
    t.match(next.body, { status: 'Succeeded' }, 'and the next one has its turn')
    t.match(await one.get(`/v1/scans/${body.scanId}`), { body: { status: 'Canceled' } })
  })

  await t.test('a database that is not there: a sentence, and 78', async t => {
    const { world } = await open(t, postgres)
    const DATABASE_URL = 'postgres://relink:secret@127.0.0.1:1/relink'
    const { code, stderr } = await runToEnd({ ...world.environment, DATABASE_URL })
    t.equal(code, 78)
    t.match(stderr, /PostgreSQL can't be reached at 127\.0\.0\.1:1\/relink.*ECONNREFUSED/)
    t.notMatch(stderr, /secret|\n\s+at /)
  })
}

async function open(t: Test, postgres: Postgres, latencyMs = 20) {
  const town = createTown(createRandom(5))
  const world = await startWorld(t, { people: town, latencyMs })
  const DATABASE_URL = await postgres.createDatabase()
  const replicas = await startReplicas({ ...world.environment, DATABASE_URL }, 2)
  t.teardown(() => replicas.stop())
  const [one, other] = replicas.urls().map(url => createClient(url, world))
  if (!one || !other) throw new Error('there are two')
  return { town, world, one, other }
}
