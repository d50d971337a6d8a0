import { startService, type Environment, type RunningService } from '../end-to-end/start-service.ts'

export type Replicas = Awaited<ReturnType<typeof startReplicas>>

/** So many processes of the service; which of them is the runner is theirs to settle. */
export async function startReplicas(environment: Environment, count: number) {
  const running: RunningService[] = []
  for (let index = 0; index < count; index += 1) running.push(await startService(environment))
  const runner = (): RunningService | undefined =>
    running.findLast(service => service.hasSaid('leading')) ?? running[0]
  return {
    environment,
    url: () => running[0]?.url ?? '',
    urls: () => running.map(service => service.url),
    runner,
    standby: () => running.find(service => service !== runner()),
    async kill(service: RunningService): Promise<void> {
      await service.kill()
      running.splice(running.indexOf(service), 1)
    },
    async add(more: Environment = {}): Promise<RunningService> {
      const service = await startService({ ...environment, ...more })
      running.push(service)
      return service
    },
    async stop(): Promise<readonly (number | null)[]> {
      return Promise.all(running.splice(0).map(service => service.stop()))
    },
    async killAll(): Promise<void> {
      await Promise.all(running.splice(0).map(service => service.kill()))
    },
    count: () => running.length
  }
}
