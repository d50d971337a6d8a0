import type { Step } from '../model/plan.ts'
import { wasChanged, type StepState, type StepStates } from './step-state.ts'

/** What the journal lets one say of the steps that are not done yet. */
export interface Outlook {
  /** Steps that will not be done, unless a failed one is reopened. */
  readonly lost: ReadonlySet<number>
  /** What a step still has to see done: its `after`, but for placeholders that stayed free. */
  readonly waits: ReadonlyMap<number, readonly number[]>
}

/**
 * A step is lost when it failed; when it waits for a lost one; when it is a park not begun whose
 * own map is lost, since parking somebody in vain would strand them.
 *
 * Waiting for another user's map after a hop means waiting for the placeholder. When that map is
 * lost but its user never got onto the placeholder, one waits for whoever had it before instead:
 * a failure must not take all down who come later in the lane.
 *
 * Of a user whom somebody else gave another name only the own steps are lost: the record has left
 * what others wait for, and those among them who are parked must not stay there.
 *
 * Repeated until it holds still, for some of this looks ahead. `doubtful`: whom a failure may
 * concern, in the plan's order; all others will do as they were planned.
 */
export function foresee(
  steps: readonly Step[],
  states: StepStates,
  doubtful: Iterable<Step> = steps
): Outlook {
  const some = [...doubtful]
  const hops = findHops(some, states)
  const lost = new Set<number>()
  let waits = new Map<number, readonly number[]>()
  for (let before = -1; before < lost.size;) {
    before = lost.size
    waits = pass(steps, some, states, hops, lost)
  }
  return { lost, waits }
}

/** Once through some of the steps: adds to `lost`, and answers what the others wait for. */
function pass(
  steps: readonly Step[],
  some: readonly Step[],
  states: StepStates,
  hops: Hops,
  lost: Set<number>
): Map<number, readonly number[]> {
  const waits = new Map<number, readonly number[]>()
  /**
   * In the stead of a lost map whose user was never parked: what its park waited for. Of a step
   * whose record has left the name that it was to leave: nothing.
   */
  const insteadOf = new Map<number, readonly number[]>()
  for (const step of some) {
    const park = hops.parks.get(step.systemUserId)
    const after = states(step.sequence).mayHold ? [] : passOn(step.after, insteadOf, park)
    const all = [...after, ...occupantsOf(step, states, hops)]
    waits.set(step.sequence, all)
    if (isLost(step, all, states, hops, lost)) lost.add(step.sequence)
    if (wasChanged(states(step.sequence))) insteadOf.set(step.sequence, [])
    if (
      step.action === 'map' &&
      park &&
      lost.has(step.sequence) &&
      !states(park.sequence).mayHold
    ) {
      insteadOf.set(step.sequence, [...leavers(park, steps, hops, lost, insteadOf)])
    }
  }
  return waits
}

/** `own`: the park of the same user, for which nothing else will do. */
function passOn(
  after: readonly number[],
  insteadOf: ReadonlyMap<number, readonly number[]>,
  own: Step | undefined
): readonly number[] {
  const inStead = (each: number) => (each === own?.sequence ? undefined : insteadOf.get(each))
  return after.some(inStead) ? [...new Set(after.flatMap(each => inStead(each) ?? each))] : after
}

function hasLeft(map: StepState): boolean {
  return map.state === 'done' || wasChanged(map)
}

/** A park that was reopened may find its placeholder in use by those who came after it. */
function occupantsOf(step: Step, states: StepStates, { occupants }: Hops): readonly number[] {
  if (states(step.sequence).state !== 'waiting') return []
  return (occupants.get(step.toDomainName) ?? [])
    .filter(map => map.systemUserId !== step.systemUserId)
    .map(map => map.sequence)
}

function isLost(
  step: Step,
  waits: readonly number[],
  states: StepStates,
  { maps }: Hops,
  lost: ReadonlySet<number>
): boolean {
  const { state } = states(step.sequence)
  if (state === 'failed' || waits.some(each => lost.has(each))) return true
  const map = maps.get(step.systemUserId)
  return state === 'waiting' && !!map && lost.has(map.sequence)
}

/**
 * Of what a park waits for, the maps that leave this placeholder; over parks that are lost as well,
 * since the first of a convoy waits for all of its placeholders. What was found for such a park
 * before is taken as it is: a chain of lost parks may be as long as the plan.
 */
function leavers(
  park: Step,
  steps: readonly Step[],
  { maps }: Hops,
  lost: ReadonlySet<number>,
  insteadOf: ReadonlyMap<number, readonly number[]>
): ReadonlySet<number> {
  const found = new Set<number>()
  const over = new Set([park])
  for (const { after } of over) {
    for (const step of after.flatMap(each => steps[each - 1] ?? [])) {
      const isLostPark = step.action === 'park' && lost.has(step.sequence)
      const map = isLostPark ? maps.get(step.systemUserId) : step
      const isHere = map?.fromDomainName === park.toDomainName
      const passedOn = isHere && insteadOf.get(map.sequence)
      if (passedOn) for (const each of passedOn) found.add(each)
      else if (isLostPark) over.add(step)
      else if (isHere && step.action === 'map') found.add(step.sequence)
    }
  }
  return found
}

interface Hops {
  /** By user. */
  readonly parks: ReadonlyMap<string, Step>
  readonly maps: ReadonlyMap<string, Step>
  /** By placeholder: maps not done of those who are or may be on it. */
  readonly occupants: ReadonlyMap<string, readonly Step[]>
}

function findHops(steps: readonly Step[], states: StepStates): Hops {
  const byUser = (action: Step['action']) =>
    new Map(
      steps.filter(step => step.action === action).map(step => [step.systemUserId, step] as const)
    )
  const [parks, maps] = [byUser('park'), byUser('map')]
  const occupants = new Map<string, Step[]>()
  for (const park of parks.values()) {
    const map = maps.get(park.systemUserId)
    if (!map || !states(park.sequence).mayHold || hasLeft(states(map.sequence))) continue
    occupants.set(park.toDomainName, [...(occupants.get(park.toDomainName) ?? []), map])
  }
  return { parks, maps, occupants }
}
