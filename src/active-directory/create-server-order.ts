import type { Server } from './check-settings.ts'

/** Which server to ask first. */
export interface ServerOrder {
  /** As configured, but those that failed lately come last. */
  inOrder(): readonly Server[]
  failed(server: Server): void
  /** It failed lately. */
  rests(server: Server): boolean
}

/** So long a failed server is asked last; after it, it has its place again. */
export const restMs = 60_000

export function createServerOrder(
  servers: readonly Server[],
  monotonicMs: () => number
): ServerOrder {
  const restUntil = new Map<Server, number>()
  const rests = (server: Server): boolean => (restUntil.get(server) ?? 0) > monotonicMs()
  return {
    rests,
    inOrder() {
      return [...servers.filter(server => !rests(server)), ...servers.filter(rests)]
    },
    failed(server) {
      restUntil.set(server, monotonicMs() + restMs)
    }
  }
}
