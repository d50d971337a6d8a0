import type { StepFailureCode } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import type { UserRecord } from '../model/user.ts'

export type Judgement =
  | { readonly kind: 'done' }
  | { readonly kind: 'write' }
  | { readonly kind: 'failed'; readonly code: StepFailureCode; readonly detail: string }

/**
 * What the record says before a write, and of a write whose answer never came: it still holds
 * `from`: write; it holds `to` already: done; anything else: somebody changed it, hands off.
 */
export function judgeRecord(
  step: Step,
  record: UserRecord | undefined,
  key: (domainName: string) => string
): Judgement {
  if (!record) {
    return {
      kind: 'failed',
      code: 'user-not-found',
      detail: 'Dynamics has no such record any more.'
    }
  }
  if (key(record.domainName) === key(step.toDomainName)) return { kind: 'done' }
  if (key(record.domainName) === key(step.fromDomainName)) return { kind: 'write' }
  return {
    kind: 'failed',
    code: 'changed-since-planned',
    detail: `The record holds ${record.domainName}, neither ${step.fromDomainName} nor ${step.toDomainName}: somebody changed it. Detect again and make a new plan.`
  }
}

/** Logical names of the person's fields that differ. */
export function changedFields(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>
): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter(name => before[name] !== after[name]).toSorted()
}
