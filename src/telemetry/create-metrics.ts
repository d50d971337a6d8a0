import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Metrics } from '../ports.ts'

/** Figures of this process, and how they are read. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const strandedUsers = new Gauge({
    name: 'relink_stranded_users',
    help: 'Users whose record named a placeholder while nothing worked on them, when the runner last looked; 0 on a replica that is not the runner',
    registers: [registry]
  })
  return {
    metrics: { setStrandedUsers: (count: number) => strandedUsers.set(count) } satisfies Metrics,
    scrape: async () => ({ mediaType: registry.contentType, text: await registry.metrics() })
  }
}
