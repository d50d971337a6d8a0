import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { Execution } from '../../src/model/execution.ts'
import { createClient } from '../end-to-end/client.ts'
import { judgeWrites } from '../end-to-end/judge-writes.ts'
import {
  killWhileStarting,
  startService,
  type RunningService
} from '../end-to-end/start-service.ts'
import { startWorld, type World } from '../end-to-end/start-world.ts'
import { createRandom, type Random } from './random.ts'
import { createTown, townSize, type Town } from './town.ts'
import { watchRequests, type Watch } from './watch-requests.ts'

t.setTimeout(600_000)

const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000)
const killsWanted = Number(process.env['CRASH_KILLS'] ?? 30)
const killsPerExecution = 6
const resumeBarMs = 10_000

const phases = new Map<string, number>()
/** From listening to the first write, and from the start of the process to it. */
const resumedMs: number[] = []
const totalMs: number[] = []

t.test(`kill -9 at ${killsWanted} random points (CRASH_SEED=${seed})`, async t => {
  const random = createRandom(seed)
  for (let kills = 0; kills < killsWanted;) {
    kills += await killedExecution(t, random, Math.min(killsPerExecution, killsWanted - kills))
  }
  t.comment(`kills by phase: ${JSON.stringify(Object.fromEntries(phases))}`)
  const [resumed, total] = [resumedMs, totalMs].map(all => Math.round(Math.max(...all)))
  t.comment(`first write at most ${total} ms after the start, ${resumed} ms after listening`)
  t.ok(Math.max(...resumedMs) < resumeBarMs, 'resumed within 10 s')
})

t.test('SIGTERM in the middle: exits 0, and the next start finishes the job', async t => {
  const random = createRandom(seed + 1)
  const { town, world, service, executionId } = await begun(t, random, () => undefined)
  await until(() => world.organization.writes.length > 20)
  const began = performance.now()
  t.equal(await service.stop(), 0)
  t.ok(performance.now() - began < 10_000, 'within 10 s')
  t.ok(world.organization.writes.length < 60, 'it was in the middle')
  const again = await startService(world.environment)
  t.teardown(() => again.stop())
  await checkEnd(t, town, world, await createClient(again.url, world).until(executionId))
})

/** One execution, killed up to `most` times until it has ended; answers how often it was. */
async function killedExecution(t: Test, random: Random, most: number): Promise<number> {
  const watch = watchRequests()
  const { town, world, service, executionId } = await begun(t, random, watch.hook)
  let running = service
  let kills = 0
  while (kills < most && !isOver(town, world)) {
    await setTimeout(random.between(0, 500))
    count(phaseOf(town, world, watch.patches()))
    await running.kill()
    kills += 1
    if (kills < most && random.between(0, 1) < 0.2) {
      count('starting')
      await killWhileStarting(world.environment, random.between(50, 900))
      kills += 1
    }
    running = await restarted(world, watch)
  }
  await checkEnd(t, town, world, await createClient(running.url, world).until(executionId))
  t.equal(await running.stop(), 0)
  return kills
}

/** Started again; notes when its first write comes in, if any does before the next kill. */
async function restarted(world: World, watch: Watch): Promise<RunningService> {
  const spawnedAt = performance.now()
  let listeningAt = Infinity
  watch.onFirstPatch(() => {
    const now = performance.now()
    totalMs.push(now - spawnedAt)
    resumedMs.push(now - listeningAt)
  })
  const running = await startService(world.environment)
  listeningAt = performance.now()
  return running
}

/** A world of forty, the plan approved and its execution begun. */
async function begun(t: Test, random: Random, fault: Watch['hook']) {
  const town = createTown(random)
  const latencyMs = Math.round(random.between(15, 30))
  const world = await startWorld(t, { people: town, latencyMs, fault })
  const service = await startService(world.environment)
  const client = createClient(service.url, world)
  await client.importLinks(town.links)
  const plan = await client.approvedPlan({ targets: [...town.targets] })
  t.equal(plan.users, townSize, plan.humanSummary)
  const { body } = await client.execute(plan)
  return { town, world, service, executionId: body.executionId }
}

function isOver({ targets }: Town, { organization }: World): boolean {
  const names = new Map(organization.rows.map(row => [row.systemuserid, row.domainname]))
  return targets.every(({ systemUserId, account }) => names.get(systemUserId) === account)
}

/** Where the kill hit, as far as it shows from outside. */
function phaseOf({ placeholders }: Town, { organization }: World, patches: number): string {
  if (patches > organization.writes.length) return 'write under way'
  const isParked = organization.rows.some(row => placeholders.includes(row.domainname))
  return isParked ? 'somebody parked' : 'nobody parked'
}

function count(phase: string): void {
  phases.set(phase, (phases.get(phase) ?? 0) + 1)
}

async function checkEnd(t: Test, town: Town, world: World, ended: Execution): Promise<void> {
  t.equal(ended.status, 'Succeeded', ended.humanSummary)
  t.equal(ended.usersRemapped, townSize)
  const targets = new Map(town.targets.map(each => [each.systemUserId, each.account]))
  const { writes } = world.organization
  t.same(judgeWrites(town.users, writes, targets, town.placeholders), {
    faults: [],
    mapped: townSize
  })
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(5)
}
