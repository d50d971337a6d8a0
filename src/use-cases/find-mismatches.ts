import { RelinkError } from '../errors.ts'
import type { Trace } from '../model/account.ts'
import { classify, type Finding, type World } from '../planning/classify.ts'
import { guidsToTrace } from '../planning/trace-evidence.ts'
import type { Context } from './context.ts'

/** Classifies everyone, takes a closer look at the accounts of those in trouble, and judges again. */
export async function findMismatches(
  context: Context,
  world: World,
  signal: AbortSignal
): Promise<readonly Finding[]> {
  const findings = classify(world)
  const traces = await traceAccounts(context, guidsToTrace(findings), signal)
  if (traces.length === 0) return findings
  return classify({ ...world, traces: new Map(traces.map(trace => [trace.objectGuid, trace])) })
}

/** More to go by, but nothing to fail for: what was read before is enough to judge. */
async function traceAccounts(
  { directory, log }: Context,
  objectGuids: ReadonlySet<string>,
  signal: AbortSignal
): Promise<readonly Trace[]> {
  if (objectGuids.size === 0) return []
  try {
    return await directory.traceAccounts(objectGuids, signal)
  } catch (error) {
    if (signal.aborted || !(error instanceof RelinkError)) throw error
    log.warn({ code: error.code, detail: error.details.detail }, 'accounts not traced')
    return []
  }
}
