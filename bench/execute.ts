import { createClient } from '../test/end-to-end/client.ts'
import { startService } from '../test/end-to-end/start-service.ts'
import { startWorld } from '../test/end-to-end/start-world.ts'
import { createRandom } from '../test/crash/random.ts'
import { createTownOfHoppers } from '../test/crash/town.ts'
import { memoryOf } from './execute/memory-of.ts'

/** Executions by the whole service, a process of its own, against an organization that takes its time. */
export async function measure(): Promise<readonly string[]> {
  const rows: string[] = []
  for (const lanes of [1, 4, 8])
    rows.push(await remap({ users: 100 * lanes, lanes, latencyMs: 50 }))
  rows.push(await remap({ users: 10_000, lanes: 8, latencyMs: 5 }))
  return rows
}

interface Wanted {
  readonly users: number
  readonly lanes: number
  readonly latencyMs: number
}

/** Everybody hops. Ideal: two writes each, one after the other in every lane, and nothing else. */
async function remap({ users, lanes, latencyMs }: Wanted): Promise<string> {
  const ends: (() => unknown)[] = []
  const town = createTownOfHoppers(createRandom(1), users, lanes)
  const world = await startWorld(
    { teardown: end => void ends.push(end) },
    { people: town, latencyMs }
  )
  const service = await startService({
    ...world.environment,
    MAX_PLAN_USERS: String(users),
    DYNAMICS_MAX_CONCURRENCY: String(lanes * 2)
  })
  const client = createClient(service.url, world)
  await client.importLinks(town.links)
  const plan = await client.approvedPlan({ targets: [...town.targets] })
  const begin = performance.now()
  const { body } = await client.execute(plan)
  const memory: number[] = []
  const watch = setInterval(() => memory.push(memoryOf(service.pid)), 1000)
  const ended = await client.until(body.executionId, undefined, 3_600_000)
  clearInterval(watch)
  const took = performance.now() - begin
  await service.stop()
  for (const end of ends.toReversed()) await end()
  const ideal = (plan.stepCount / lanes) * latencyMs
  const [half, whole] = [memory.slice(0, memory.length / 2), memory].map(all => Math.max(0, ...all))
  return `${ended.usersRemapped} of ${users} users in ${plan.stepCount} writes, ${lanes} lanes, ${latencyMs} ms latency: ${(took / 1000).toFixed(1)} s, ${(took / ideal).toFixed(2)} × the ideal; memory at most ${half} MB in the first half, ${whole} MB over all`
}
