import type { StepFailureCode } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import type { User } from '../model/user.ts'
import { judgeTargets } from './judge-targets.ts'
import type { JudgedWorld } from './judged-world.ts'
import { whyProtected } from './why-protected.ts'

/** Why a step must not be begun, and so nothing of its user. */
export interface StepFailure {
  readonly step: Step
  readonly code: StepFailureCode
  readonly detail: string
}

export interface StartWorld extends JudgedWorld {
  /** In the form of `recordNameKey`; absent where no pool is configured, and an approver saw which the plan uses. */
  readonly pool?: ReadonlySet<string>
}

/**
 * Each user of a plan, by their first step, for whom it does not hold any more:
 *
 * | record  | protected | its placeholder | its name | its link      | its accounts  | failure                        |
 * |---------|-----------|-----------------|----------|---------------|---------------|--------------------------------|
 * | is gone |           |                 |          |               |               | `user-not-found`               |
 * | exists  | by now    |                 |          |               |               | `user-protected`               |
 * | exists  | no        | left the pool   |          |               |               | `target-changed-since-planned` |
 * | exists  | no        | in it, or none  | another  |               |               | `changed-since-planned`        |
 * | exists  | no        | in it, or none  | `from`   | is to a third |               | `changed-since-planned`        |
 * | exists  | no        | in it, or none  | `from`   | agrees        | other or gone | `target-changed-since-planned` |
 * | exists  | no        | in it, or none  | `from`   | agrees        | as planned    | none                           |
 */
export function findChanged(steps: readonly Step[], world: StartWorld): readonly StepFailure[] {
  const users = Map.groupBy(steps, step => step.systemUserId)
  return [...users.values()].flatMap(own => changeOf(own, world) ?? [])
}

function changeOf(own: readonly Step[], world: StartWorld): StepFailure | undefined {
  const [first, last] = [own[0], own.at(-1)]
  if (!first || !last) return undefined
  const user = world.byId.get(first.systemUserId)
  const why = user
    ? (protectedBy(user, first, last, world) ??
      poolChange(own, world) ??
      nameChange(user, first, world) ??
      linkChange(first, last, world) ??
      targetChange(own, world))
    : ({ code: 'user-not-found', detail: 'Dynamics has no such record any more.' } as const)
  return why && { step: first, ...why }
}

type Why = Omit<StepFailure, 'step'> | undefined

/** By all that the record belongs to, belonged to, and would belong to. */
function protectedBy(
  user: User,
  { fromObjectGuid }: Step,
  { toObjectGuid }: Step,
  world: StartWorld
): Why {
  const detail = whyProtected(user, world, [fromObjectGuid, toObjectGuid])
  return detail === undefined ? undefined : { code: 'user-protected', detail }
}

function poolChange(own: readonly Step[], { pool, key }: StartWorld): Why {
  const name = own.find(step => step.action === 'park')?.toDomainName
  if (name === undefined || pool?.has(key(name)) !== false) return undefined
  const detail = `${name} is no longer in the pool of placeholders. Make a new plan.`
  return { code: 'target-changed-since-planned', detail }
}

function nameChange({ domainName }: User, { fromDomainName }: Step, { key }: StartWorld): Why {
  if (key(domainName) === key(fromDomainName)) return undefined
  const detail = `The record holds ${domainName}, not ${fromDomainName}: somebody changed it. Detect again and make a new plan.`
  return { code: 'changed-since-planned', detail }
}

function linkChange(first: Step, last: Step, { stateOf }: StartWorld): Why {
  const linked = stateOf.get(first.systemUserId)?.objectGuid ?? first.fromObjectGuid
  if (linked === first.fromObjectGuid || linked === last.toObjectGuid) return undefined
  const detail =
    'The link baseline says since that the record belongs to another account. Detect again and make a new plan.'
  return { code: 'changed-since-planned', detail }
}

function targetChange(own: readonly Step[], { accounts }: StartWorld): Why {
  const detail = judgeTargets(own, name => accounts.named(name)?.objectGuid)
  return detail === undefined ? undefined : { code: 'target-changed-since-planned', detail }
}
