import type { StepFailureCode } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import { checkPlan, type CheckedPlan } from './check-plan.ts'
import type { StepFailure } from './find-changed.ts'
import { foresee } from './foresee.ts'
import type { RecordState } from './move.ts'
import type { PlanFault, PlanFaultKind } from './plan-fault.ts'
import type { StepState } from './step-state.ts'

/** Every record as it is now, by the link baseline as it is now. */
export interface RecordsNow {
  readonly states: readonly RecordState[]
  readonly key: (domainName: string) => string
}

/**
 * Whose steps Dynamics would refuse, as the records are now, once `failed` users and whoever waits
 * for them are left out. Each user found is left out in turn, until the checker has nothing more
 * to say of the rest: one user's trouble stops that user and who depends on them.
 */
export function findIllegal(
  steps: readonly Step[],
  failed: readonly StepFailure[],
  now: RecordsNow
): readonly StepFailure[] {
  const found: StepFailure[] = []
  const firsts = new Map(steps.toReversed().map(step => [step.systemUserId, step] as const))
  const plan = planNow(steps, now)
  for (;;) {
    const left = whatIsLeft(steps, [...failed, ...found])
    const faults = checkPlan({ ...plan, steps: left })
    if (faults.length === 0) return found
    found.push(...faults.flatMap(fault => toFailure(fault, firsts, steps, now)))
  }
}

/** A placeholder is the account that was approved: its GUID is in the steps that park there. */
function planNow(steps: readonly Step[], { states, key }: RecordsNow): Omit<CheckedPlan, 'steps'> {
  const parks = steps.filter(step => step.action === 'park')
  const placeholders = new Map(parks.map(park => [park.toDomainName, park.toObjectGuid ?? '']))
  return { isPart: true, records: states, placeholders, key }
}

/** What will be begun, and what for each step stands in the way: a placeholder may be passed on. */
function whatIsLeft(steps: readonly Step[], failures: readonly StepFailure[]): readonly Step[] {
  const failed = new Set(failures.map(failure => failure.step.sequence))
  const users = new Set(failures.map(failure => failure.step.systemUserId))
  const { lost, waits } = foresee(steps, sequence =>
    untried(failed.has(sequence) ? 'failed' : 'waiting')
  )
  return steps
    .filter(step => !lost.has(step.sequence) && !users.has(step.systemUserId))
    .map(step => ({ ...step, after: [...(waits.get(step.sequence) ?? step.after)] }))
}

function untried(state: StepState['state']): StepState {
  return { state, attempts: 0, mayHold: false }
}

function toFailure(
  fault: PlanFault,
  firsts: ReadonlyMap<string, Step>,
  steps: readonly Step[],
  { states, key }: RecordsNow
): StepFailure[] {
  const step = firsts.get(fault.systemUserId)
  const faulty = steps[fault.sequence - 1]
  const holder = states.find(each => each.systemUserId === fault.holderSystemUserId)
  if (!step || !faulty) throw new Error('a fault of a step that is not there')
  const why = holder
    ? heldBy(faulty, holder, holder.nameKey === key(faulty.toDomainName))
    : `It would be refused as things are now: ${fault.detail}`
  return [{ step, code: codes[fault.kind], detail: `${why} Detect again and make a new plan.` }]
}

function heldBy({ toDomainName }: Step, holder: RecordState, isByName: boolean): string {
  const record = `the record of ${holder.fullName} (${holder.domainName})`
  return isByName
    ? `${toDomainName} is held by ${record} now.`
    : `By the link baseline, the account ${toDomainName} is held by ${record} now.`
}

const codes: Record<PlanFaultKind, StepFailureCode> = {
  malformed: 'changed-since-planned',
  'no-record': 'user-not-found',
  'record-differs': 'changed-since-planned',
  'changes-nothing': 'changed-since-planned',
  'account-unknown': 'target-changed-since-planned',
  'must-hop': 'changed-since-planned',
  held: 'account-held-by-another-user',
  'not-waited-for': 'account-held-by-another-user',
  'left-on-placeholder': 'changed-since-planned'
}
