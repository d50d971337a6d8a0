import type { Domain } from '../model/account.ts'
import type { StepFailureCode } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import type { User } from '../model/user.ts'
import type { AccountIndex } from './account-index.ts'
import { fold, recordNameKey } from './logon-name.ts'
import type { RecordState } from './move.ts'
import { protectedReason, type Protection } from './protected-reason.ts'

/** Why a step must not be begun, and so nothing of its user. */
export interface StepFailure {
  readonly step: Step
  readonly code: StepFailureCode
  readonly detail: string
}

/** Both sides as they are when an execution starts. */
export interface StartWorld {
  readonly byId: ReadonlyMap<string, User>
  /** By id; with the link as the baseline has it now. */
  readonly stateOf: ReadonlyMap<string, RecordState>
  readonly accounts: AccountIndex
  readonly protection: Protection
  readonly domains: readonly Domain[]
  /** Folded names; absent where no pool is configured, and an approver saw which the plan uses. */
  readonly pool?: ReadonlySet<string>
}

/**
 * Each user of a plan, by their first step, for whom it does not hold any more:
 *
 * | record  | protected | its placeholder    | its name | failure                        |
 * |---------|-----------|--------------------|----------|--------------------------------|
 * | is gone |           |                    |          | `user-not-found`               |
 * | exists  | by now    |                    |          | `user-protected`               |
 * | exists  | no        | left the pool      |          | `target-changed-since-planned` |
 * | exists  | no        | in the pool, or no | another  | `changed-since-planned`        |
 * | exists  | no        | in the pool, or no | `from`   | `changed-since-planned`, if its link was corrected to a third account |
 * | exists  | no        | in the pool, or no | `from`   | none, if not                   |
 */
export function findChanged(steps: readonly Step[], world: StartWorld): readonly StepFailure[] {
  const users = Map.groupBy(steps, step => step.systemUserId)
  return [...users.values()].flatMap(own => changeOf(own, world) ?? [])
}

function changeOf(own: readonly Step[], world: StartWorld): StepFailure | undefined {
  const [first, last] = [own[0], own.at(-1)]
  if (!first || !last) return undefined
  const fail = (code: StepFailureCode, detail: string) => ({ step: first, code, detail })
  const user = world.byId.get(first.systemUserId)
  if (!user) return fail('user-not-found', 'Dynamics has no such record any more.')
  const reason = protectedReason(user, world.protection, accountsOf(user, first, last, world))
  if (reason) return fail('user-protected', reason)
  const park = own.find(step => step.action === 'park')
  if (park && world.pool?.has(fold(park.toDomainName)) === false) {
    return fail('target-changed-since-planned', outOfPool(park))
  }
  const key = (name: string) => recordNameKey(name, world.domains)
  if (key(user.domainName) !== key(first.fromDomainName)) {
    return fail('changed-since-planned', changedBy(user, first))
  }
  const linked = world.stateOf.get(first.systemUserId)?.objectGuid ?? first.fromObjectGuid
  return linked === first.fromObjectGuid || linked === last.toObjectGuid
    ? undefined
    : fail('changed-since-planned', relinked)
}

const relinked =
  'The link baseline says since that the record belongs to another account. Detect again and make a new plan.'

/** All that the record belongs to, belonged to, and would belong to. */
function accountsOf({ domainName }: User, first: Step, last: Step, { accounts }: StartWorld) {
  return [
    accounts.named(domainName),
    accounts.withGuid(first.fromObjectGuid ?? ''),
    accounts.withGuid(last.toObjectGuid ?? '')
  ]
}

function outOfPool({ toDomainName }: Step): string {
  return `${toDomainName} is no longer in the pool of placeholders. Make a new plan.`
}

function changedBy({ domainName }: User, { fromDomainName }: Step): string {
  return `The record holds ${domainName}, not ${fromDomainName}: somebody changed it. Detect again and make a new plan.`
}
