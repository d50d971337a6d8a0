import { RelinkError } from '../errors.ts'
import type { Placeholder } from '../model/placeholder.ts'
import { fold } from '../planning/logon-name.ts'
import type { Context } from './context.ts'
import { listPlaceholders, placeholderNames } from './list-placeholders.ts'

/**
 * The placeholders a plan may use. A request may narrow the configured pool, never widen it: whoever
 * controls a placeholder account owns a parked person's roles. Where no pool is configured, the
 * request names one, and the approver sees it. Throws 'placeholder-unfit'.
 */
export async function choosePlaceholders(
  context: Context,
  asked: readonly string[] | undefined,
  signal: AbortSignal
): Promise<readonly Placeholder[]> {
  const configured = await placeholderNames(context, signal)
  if (!asked) return fitOnly(await listPlaceholders(context, configured, signal))
  const pool = await listPlaceholders(context, asked, signal)
  const isConfigured = new Set(configured.map(fold))
  const faults = pool.flatMap((placeholder, index) => {
    const isForeign = configured.length > 0 && !isConfigured.has(fold(placeholder.account))
    const reason = isForeign ? 'It is not in the configured pool.' : placeholder.reason
    return reason ? [{ pointer: `/placeholders/${index}`, detail: reason }] : []
  })
  if (faults.length === 0) return pool
  throw new RelinkError('placeholder-unfit', {
    detail: 'Leave out the placeholders that errors names; GET /v1/placeholders shows the pool.',
    errors: faults
  })
}

/** A leased one is free again by the time the plan runs: executions don't overlap. */
function fitOnly(pool: readonly Placeholder[]): readonly Placeholder[] {
  return pool.filter(placeholder => placeholder.status !== 'unfit')
}
