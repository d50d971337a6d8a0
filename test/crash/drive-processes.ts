import { setTimeout } from 'node:timers/promises'
import type { Test } from 'tap'
import type { Execution } from '../../src/model/execution.ts'
import type { Problem } from '../../src/http/schemas.ts'
import type { Fault, FaultRequest } from '../../src/sandbox/organization/start-organization.ts'
import { createClient, type Reply } from '../end-to-end/client.ts'
import { startService, type RunningService } from '../end-to-end/start-service.ts'
import { startWorld } from '../end-to-end/start-world.ts'
import type { Answer, Drive } from './drive.ts'
import type { LineFault } from './imitation-line.ts'
import type { Town } from './town.ts'

/** Nobody waits for long: what the model calls two minutes is half a second here. */
const longestMs = 500

/** The service as a process, before both worlds on sockets. It moves while it is looked at. */
export async function driveProcesses(t: Test, town: Town): Promise<Drive> {
  const traffic = createTraffic()
  const world = await startWorld(t, {
    people: town,
    latencyMs: 20,
    fault: request => traffic.faultOf(request)
  })
  const { organization, environment } = world
  let service: RunningService = await startService(environment)
  let client = createClient(service.url, world)
  await client.importLinks(town.links)
  const plan = await client.approvedPlan({ targets: [...town.targets] })
  let executionId = ''
  const drive: Drive = {
    town,
    steps: plan.steps,
    rows: organization.rows,
    writes: organization.writes,
    asked: traffic.asked,
    written: traffic.written,
    isStill: false,
    async execute() {
      const reply = await client.execute(plan)
      executionId = reply.body.executionId
      return answerOf(reply)
    },
    async act(deed) {
      const answer = answerOf(await client.act(executionId, deed))
      // The runner may have begun with somebody just before.
      await setTimeout(100)
      return answer
    },
    execution: () => client.execution(executionId),
    users: () => client.users(executionId),
    kill: () => service.kill(),
    async restart() {
      service = await startService(environment)
      client = createClient(service.url, world)
    },
    change(systemUserId, changes) {
      const row = organization.rows.find(each => each.systemuserid === systemUserId)
      if (row) organization.change(row, changes)
    },
    failNext: traffic.failNext,
    failFor: ms => traffic.failFor(Math.min(ms, longestMs)),
    recover: () => traffic.recover(),
    pass: ms => setTimeout(Math.min(ms, longestMs)),
    async rest() {
      await client.until(executionId, each => each.isTerminal || each.status === 'Paused')
    },
    close: () => service.kill()
  }
  return drive
}

function answerOf({ status, body }: Reply<Execution>): Answer {
  if (status < 300) return { kind: 'done', execution: body }
  return { kind: 'refused', code: (body as unknown as Problem).code }
}

/** What reaches the organization, and what goes wrong with it. */
function createTraffic() {
  const [asked, written] = [new Set<string>(), new Set<string>()]
  const faults: LineFault[] = []
  let isDownUntil = 0
  return {
    asked,
    written,
    failNext: (fault: LineFault, count: number) =>
      void faults.push(...Array.from({ length: count }, () => fault)),
    failFor: (ms: number) => void (isDownUntil = performance.now() + ms),
    recover(): void {
      faults.length = 0
      isDownUntil = 0
    },
    faultOf({ method, path }: FaultRequest): Fault | undefined {
      const id = /\/systemusers\(([^)]+)\)/.exec(decodeURIComponent(path))?.[1]
      if (id === undefined) return undefined
      asked.add(id)
      if (method === 'PATCH') written.add(id)
      if (performance.now() < isDownUntil) return 'unavailable'
      const fault = faults.shift()
      return fault === 'late' ? 'reset-after' : fault
    }
  }
}
