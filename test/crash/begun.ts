import { setTimeout } from 'node:timers/promises'
import type { Test } from 'tap'
import { createClient, type Client } from '../end-to-end/client.ts'
import { judgeWrites } from '../end-to-end/judge-writes.ts'
import { startWorld, type World, type WorldOptions } from '../end-to-end/start-world.ts'
import type { Random } from './random.ts'
import { startReplicas } from './replicas.ts'
import { createTown, townSize, type Town } from './town.ts'

export interface Begin extends Pick<WorldOptions, 'fault' | 'latencyMs'> {
  /** Two replicas on this database; without it one process on the embedded store. */
  readonly databaseUrl?: string
  readonly replicas?: number
  readonly more?: Readonly<Record<string, string>>
}

/** A world of forty, the plan approved and its execution begun. Whatever runs ends with the test. */
export async function begun(t: Test, random: Random, begin: Begin) {
  const { databaseUrl, more, replicas: count, ...options } = begin
  const town = createTown(random)
  const latencyMs = options.latencyMs ?? Math.round(random.between(60, 120))
  const world = await startWorld(t, { people: town, ...options, latencyMs })
  const environment = {
    ...world.environment,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    ...more
  }
  const replicas = await startReplicas(environment, count ?? (databaseUrl === undefined ? 1 : 2))
  t.teardown(() => replicas.killAll())
  const client = createClient(replicas.url(), world)
  await client.importLinks(town.links)
  const plan = await client.approvedPlan({ targets: [...town.targets] })
  t.equal(plan.users, townSize, plan.humanSummary)
  const { body } = await client.execute(plan)
  return { town, world, replicas, executionId: body.executionId }
}

/** Judged by what the organization was written, and by what the service says at last. */
export async function checkEnd(
  t: Test,
  town: Town,
  world: World,
  client: Client,
  executionId: string
): Promise<void> {
  const ended = await client.until(executionId)
  t.equal(ended.status, 'Succeeded', ended.humanSummary)
  t.equal(ended.usersRemapped, townSize)
  const targets = new Map(town.targets.map(each => [each.systemUserId, each.account]))
  const { writes } = world.organization
  t.same(judgeWrites(town.users, writes, targets, town.placeholders), {
    faults: [],
    mapped: townSize
  })
}

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(5)
}
