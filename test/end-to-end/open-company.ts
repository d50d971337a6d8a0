import type { Test } from 'tap'
import { company } from '../../src/sandbox/company.ts'
import { createClient, type Client } from './client.ts'
import { startService, type Environment, type RunningService } from './start-service.ts'
import { startWorld, type World, type WorldOptions } from './start-world.ts'

export interface OpenCompany {
  readonly world: World
  readonly service: RunningService
  readonly client: Client
}

/** The sandbox's company, the service before it, and the link baseline as it was known. */
export async function openCompany(
  t: Test,
  options: WorldOptions = {},
  environment: Environment = {}
): Promise<OpenCompany> {
  const world = await startWorld(t, options)
  const service = await startService({ ...world.environment, ...environment })
  t.teardown(() => service.stop())
  const client = createClient(service.url, world)
  await client.importLinks(company().links)
  return { world, service, client }
}
