import { RelinkError } from '../errors.ts'
import type { HealthCheck, Readiness } from '../model/health.ts'
import type { Context } from './context.ts'
import { reuseAnswer } from './reuse-answer.ts'

/** How long an answer is good for: anybody may ask, so asking must cost the servers little. */
const freshMs = 1000

/** Answers from what was last found, or asks anew; whoever comes while it asks waits for the same. */
export function createReadiness(context: Context): () => Promise<Readiness> {
  return reuseAnswer(context.clock, freshMs, () => checkReadiness(context))
}

/** Asks everything that the service needs, side by side; each answer within five seconds. */
export async function checkReadiness(context: Context): Promise<Readiness> {
  const { store, directory, organization, work } = context
  const signal = AbortSignal.timeout(5000)
  const checks = await Promise.all([
    check('store', () => store.check()),
    check('directory', () => directory.domains(signal)),
    check('organization', () => organization.identify(signal)),
    check('work', async () => {
      if (!work.isStopping) return
      throw new RelinkError('not-possible-now', { detail: 'The service is stopping.' })
    })
  ])
  return { status: checks.every(each => each.status === 'pass') ? 'ready' : 'unready', checks }
}

async function check(name: HealthCheck['name'], ask: () => Promise<unknown>): Promise<HealthCheck> {
  try {
    await ask()
    return { name, status: 'pass' }
  } catch (error) {
    const detail = error instanceof RelinkError ? error.details.detail : 'It does not answer.'
    return { name, status: 'fail', detail }
  }
}
