import type { ConnectionStep } from '../model/health.ts'
import { checkDirectory } from './check-directory.ts'
import { checkOrganization } from './check-organization.ts'
import { answerTimeoutMs, type Context } from './context.ts'
import { reuseAnswer } from './reuse-answer.ts'

/** What a check needs: no store, so that it can be made beside a service that runs. */
export type Connections = Pick<Context, 'directory' | 'organization' | 'policy'>

/** How long an answer is good for: each one asks every server anew. */
const freshMs = 1000

export function createConnectionCheck(context: Context): () => Promise<readonly ConnectionStep[]> {
  return reuseAnswer(context.clock, freshMs, () =>
    checkConnections(context, AbortSignal.timeout(answerTimeoutMs))
  )
}

/** Both sides, step by step, in words for people. Changes nothing, and never throws for a fault out there. */
export async function checkConnections(
  connections: Connections,
  signal: AbortSignal
): Promise<readonly ConnectionStep[]> {
  const sides = await Promise.all([
    checkDirectory(connections, signal),
    checkOrganization(connections, signal)
  ])
  return sides.flat()
}
