import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { createClient } from '../end-to-end/client.ts'
import { startPostgres, type Postgres } from '../peers/postgres.ts'
import { begun, checkEnd, until } from './begun.ts'
import { openLine } from './open-line.ts'
import { createRandom } from './random.ts'
import { watchRequests } from './watch-requests.ts'

t.setTimeout(600_000)

const resumeBarMs = 10_000
/** How long a process is frozen: far longer than the others wait for it. */
const frozenMs = Number(process.env['CRASH_FROZEN_MS'] ?? 60_000)
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000)

const postgres = await startPostgres(t)

if (postgres) {
  await t.test('the runner freezes, and wakes when another has long taken over', async t => {
    const { town, world, replicas, executionId, watch, resumed } = await underWay(t, postgres)
    const runner = replicas.runner()
    if (!runner) throw new Error('nobody runs')
    process.kill(runner.pid, 'SIGSTOP')
    t.teardown(() => process.kill(runner.pid, 'SIGCONT'))
    const frozenAt = performance.now()
    const other = replicas.standby()
    t.ok((await resumed()) < resumeBarMs + 2000, 'taken over once the server has given up on it')
    const client = createClient(other?.url ?? '', world)
    await checkEnd(t, town, world, client, executionId)
    await setTimeout(frozenMs - (performance.now() - frozenAt))
    const before = world.organization.writes.length
    const patches = watch.patches()
    process.kill(runner.pid, 'SIGCONT')
    await setTimeout(5000)
    t.equal(world.organization.writes.length, before, 'the zombie writes nothing')
    t.equal(watch.patches(), patches, 'it does not even ask')
    await checkEnd(t, town, world, client, executionId)
    const health = await createClient(runner.url, world).get<{ status: string }>('/health/ready')
    t.equal(health.body.status, 'ready', 'and it is of use again')
  })

  await t.test('the session of the runner is ended by an administrator', async t => {
    const { town, world, replicas, executionId, databaseUrl, resumed } = await underWay(t, postgres)
    const ended = await postgres.query(
      databaseUrl,
      "select pg_terminate_backend(pid) from pg_stat_activity where pid in (select pid from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database()))"
    )
    t.ok(ended.length > 0)
    t.ok((await resumed()) < resumeBarMs)
    await checkEnd(t, town, world, createClient(replicas.url(), world), executionId)
  })

  await t.test('PostgreSQL goes down and comes up again', async t => {
    const { town, world, replicas, executionId, resumed } = await underWay(t, postgres)
    await postgres.crash()
    const answer = await createClient(replicas.url(), world).get<{ code?: string }>('/v1/scans')
    t.match(answer, { status: 503, body: { code: 'store-unavailable' } })
    await setTimeout(500)
    const before = world.organization.writes.length
    await setTimeout(1000)
    t.equal(world.organization.writes.length, before, 'without a journal nothing is written')
    await postgres.start()
    const took = await resumed()
    t.ok(took < resumeBarMs, `resumed after ${Math.round(took)} ms`)
    await checkEnd(t, town, world, createClient(replicas.url(), world), executionId)
  })

  await t.test('the network between one replica and the database is cut', async t => {
    const line = await openLine(postgres.port)
    t.teardown(() => line.close())
    const { town, world, replicas, executionId, databaseUrl, resumed } = await underWay(
      t,
      postgres,
      {
        port: line.port
      }
    )
    const cutOff = replicas.runner()
    await replicas.add({ DATABASE_URL: databaseUrl })
    line.cut()
    const from = performance.now()
    await until(() => replicas.runner() !== cutOff)
    const took = performance.now() - from
    t.ok(took < resumeBarMs + 4000, 'taken over once the server has given up on it')
    // A write whose intent was durable may still have been on its way: the next one is the other's.
    await resumed()
    const other = replicas.runner()
    const answer = await createClient(cutOff?.url ?? '', world).get<{ code?: string }>('/v1/scans')
    t.match(answer, { status: 503, body: { code: 'store-unavailable' } }, 'said, not waited for')
    await checkEnd(t, town, world, createClient(other?.url ?? '', world), executionId)
    line.mend()
    await setTimeout(1000)
    await checkEnd(t, town, world, createClient(other?.url ?? '', world), executionId)
  })
}

/** An execution of forty on two replicas, some writes done; or on one, through a line of its own. */
async function underWay(t: Test, postgres: Postgres, through?: { port: number }) {
  const watch = watchRequests()
  const databaseUrl = await postgres.createDatabase()
  const started = await begun(t, createRandom(seed), {
    databaseUrl: through
      ? databaseUrl.replace(`:${postgres.port}`, `:${through.port}`)
      : databaseUrl,
    replicas: through ? 1 : 2,
    // Where a second replica is yet to start, there must be something left to do by then.
    latencyMs: through ? 800 : 100,
    fault: watch.hook
  })
  await until(() => started.world.organization.writes.length > 10)
  return {
    ...started,
    databaseUrl,
    watch,
    /** Milliseconds until the next write comes in. */
    resumed: () =>
      new Promise<number>(resolve => {
        const from = performance.now()
        watch.onFirstPatch(() => resolve(performance.now() - from))
      })
  }
}
