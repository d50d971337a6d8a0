import { RelinkError } from '../errors.ts'
import type { Store, StoredExecution } from '../ports.ts'

/** As it is now: `stopping` while a pause or cancel waits for parked users. Throws 'execution-not-found'. */
export async function getExecution(store: Store, executionId: string): Promise<StoredExecution> {
  const execution = await store.executions.get(executionId)
  if (execution?.status === 'Running') {
    const control = await store.executions.control(executionId)
    return control === 'run' ? execution : { ...execution, stopping: true }
  }
  if (execution) return execution
  throw new RelinkError('execution-not-found', {
    detail: `No execution has the id ${executionId}. GET /v1/executions lists them.`
  })
}
