import type { Store } from '../ports.ts'
import { fold } from '../planning/logon-name.ts'

/** Placeholder → the unfinished execution that uses it; paused ones included. */
export async function parkedBy(store: Store): Promise<ReadonlyMap<string, string>> {
  const leases = new Map<string, string>()
  for (const status of ['Running', 'NotStarted', 'Paused']) {
    const { rows } = await store.executions.list({ status }, { offset: 0, limit: 1000 })
    for (const { executionId, planId, mode } of rows) {
      if (mode === 'rehearse') continue
      const plan = await store.plans.get(planId)
      for (const step of plan?.steps ?? []) {
        if (step.action === 'park') leases.set(fold(step.toDomainName), executionId)
      }
    }
  }
  return leases
}
