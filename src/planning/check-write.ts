import type { Step } from '../model/plan.ts'
import type { Held } from './ledger.ts'
import type { Complaint } from './plan-fault.ts'

/** What is wrong with a write by the record alone, whoever else holds what. */
export function checkWrite(
  { action, fromDomainName: from, toDomainName: to }: Step,
  held: Held,
  next: Held,
  key: (domainName: string) => string
): Complaint | undefined {
  if (held.name !== key(from)) {
    return { kind: 'record-differs', detail: `The record does not hold ${from}.` }
  }
  if (held.name === next.name) {
    return { kind: 'changes-nothing', detail: `The record holds ${to} already.` }
  }
  if (next.guid === '') {
    return { kind: 'account-unknown', detail: `It is not said which account ${to} is.` }
  }
  const mayBeSame = held.guid === '' || held.guid === next.guid
  return action === 'map' && mayBeSame
    ? { kind: 'must-hop', detail: `The record may hold the account of ${to}: park it first.` }
    : undefined
}
