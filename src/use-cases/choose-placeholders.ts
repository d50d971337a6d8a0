import { RelinkError } from '../errors.ts'
import type { Placeholder } from '../model/placeholder.ts'
import { recordNameKey } from '../planning/logon-name.ts'
import type { Context } from './context.ts'
import { judgePlaceholders } from './list-placeholders.ts'
import { isPoolConfigured, placeholderNames } from './placeholder-names.ts'

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
  const judged = await judgePlaceholders(context, asked ?? configured, signal)
  if (!asked) return judged.flatMap(({ placeholder, fault }) => (fault ? [] : placeholder))
  const domains = await context.directory.domains(signal)
  const key = (name: string) => recordNameKey(name, domains)
  const pool = isPoolConfigured(context) ? new Set(configured.map(key)) : undefined
  const faults = judged.flatMap(({ placeholder, fault }, index) => {
    const isForeign = pool !== undefined && !pool.has(key(placeholder.account))
    const detail = isForeign ? 'It is not in the configured pool.' : fault
    return detail ? [{ pointer: `/placeholders/${index}`, detail }] : []
  })
  if (faults.length === 0) return judged.map(({ placeholder }) => placeholder)
  throw new RelinkError('placeholder-unfit', {
    detail: 'Leave out the placeholders that errors names; GET /v1/placeholders shows the pool.',
    errors: faults
  })
}
