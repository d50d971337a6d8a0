import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { createClient } from '../end-to-end/client.ts'
import { killWhileStarting } from '../end-to-end/start-service.ts'
import { startPostgres, type Postgres } from '../peers/postgres.ts'
import { begun, checkEnd, until } from './begun.ts'
import { createRandom, type Random } from './random.ts'
import type { Replicas } from './replicas.ts'
import type { Town } from './town.ts'
import type { World } from '../end-to-end/start-world.ts'
import { watchRequests, type Watch } from './watch-requests.ts'

const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000)
const killsWanted = Number(process.env['CRASH_KILLS'] ?? 60) / 2
const killsPerExecution = 6
const resumeBarMs = 10_000

t.setTimeout(600_000 + killsWanted * 40_000)

await t.test(`kill -9 of the one process (CRASH_SEED=${seed})`, t => killMany(t))

await t.test('SIGTERM in the middle: exits 0, and the next start finishes the job', async t => {
  const { town, world, replicas, executionId } = await begun(t, createRandom(seed + 1), {})
  await until(() => world.organization.writes.length > 20)
  const began = performance.now()
  t.strictSame(await replicas.stop(), [0])
  t.ok(performance.now() - began < 10_000, 'within 10 s')
  t.ok(world.organization.writes.length < 60, 'it was in the middle')
  await replicas.add()
  await checkEnd(t, town, world, createClient(replicas.url(), world), executionId)
})

const postgres = await startPostgres(t)

if (postgres) {
  await t.test(`kill -9 of two replicas (CRASH_SEED=${seed})`, t => killMany(t, postgres))
}

/** Half of the kills on one store, in executions of forty users each. */
async function killMany(t: Test, postgres?: Postgres): Promise<void> {
  const random = createRandom(postgres ? seed + 2 : seed)
  const report: Report = { phases: new Map(), resumedMs: [] }
  for (let kills = 0; kills < killsWanted;) {
    const most = Math.min(killsPerExecution, killsWanted - kills)
    kills += await killedExecution(t, random, report, most, postgres)
  }
  const slowest = report.resumedMs.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(slowest[Math.floor((slowest.length - 1) * share)] ?? 0)
  t.comment(`kills by phase: ${JSON.stringify(Object.fromEntries(report.phases))}`)
  t.comment(`next write after a kill: median ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`)
  t.ok(at(0.95) < resumeBarMs, 'resumed within 10 s')
}

interface Report {
  readonly phases: Map<string, number>
  /** From the kill of the runner to the next write. */
  readonly resumedMs: number[]
}

/** One execution, killed up to `most` times until it has ended; answers how often it was. */
async function killedExecution(
  t: Test,
  random: Random,
  report: Report,
  most: number,
  postgres: Postgres | undefined
): Promise<number> {
  const watch = watchRequests()
  const databaseUrl = await postgres?.createDatabase()
  const { town, world, replicas, executionId } = await begun(t, random, {
    fault: watch.hook,
    ...(databaseUrl !== undefined && { databaseUrl })
  })
  const begin = kills(report)
  while (begin.count < most && !isOver(town, world)) {
    await setTimeout(random.between(0, 1000))
    await killOne(random, begin, replicas, phaseOf(town, world, watch), watch)
    if (begin.count < most && random.between(0, 1) < 0.2) {
      begin.add('starting')
      await killWhileStarting(replicas.environment, random.between(50, 900))
    }
    while (replicas.count() < (postgres ? 2 : 1)) await replicas.add()
  }
  await checkEnd(t, town, world, createClient(replicas.url(), world), executionId)
  t.ok(
    (await replicas.stop()).every(code => code === 0),
    'and they stop in order'
  )
  return begin.count
}

function kills({ phases, resumedMs }: Report) {
  return {
    count: 0,
    resumedMs,
    add(phase: string): void {
      this.count += 1
      phases.set(phase, (phases.get(phase) ?? 0) + 1)
    }
  }
}

/** Mostly the runner; where there are two, now and then the other, or both at once. */
async function killOne(
  random: Random,
  killed: ReturnType<typeof kills>,
  replicas: Replicas,
  phase: string,
  watch: Watch
): Promise<void> {
  const [runner, standby] = [replicas.runner(), replicas.standby()]
  const dice = random.between(0, 1)
  if (standby && dice < 0.2) {
    killed.add('the standby')
    return replicas.kill(standby)
  }
  if (!runner) throw new Error('nobody runs')
  killed.add(phase)
  const dying = [runner, ...(standby && dice < 0.4 ? [standby] : [])]
  const killedAt = performance.now()
  await Promise.all(dying.map(each => replicas.kill(each)))
  watch.onFirstPatch(() => killed.resumedMs.push(performance.now() - killedAt))
}

function isOver({ targets }: Town, { organization }: World): boolean {
  const names = new Map(organization.rows.map(row => [row.systemuserid, row.domainname]))
  return targets.every(({ systemUserId, account }) => names.get(systemUserId) === account)
}

/** Where the kill hits, as far as it shows from outside. */
function phaseOf({ placeholders }: Town, { organization }: World, watch: Watch): string {
  if (watch.patches() > organization.writes.length) return 'write under way'
  const isParked = organization.rows.some(row => placeholders.includes(row.domainname))
  return isParked ? 'somebody parked' : 'nobody parked'
}
