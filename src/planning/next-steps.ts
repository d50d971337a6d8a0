import type { Control, JournalEntry } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import { foresee, type Outlook } from './foresee.ts'
import { readJournal, type StepStates } from './read-journal.ts'
import { whyHalted } from './why-halted.ts'

export interface NextSteps {
  /** What may start now, the most urgent first; steps whose intent has no outcome among them. */
  readonly ready: readonly Step[]
  /** Nothing is left that this execution would do as it is now controlled. */
  readonly isOver: boolean
  /** Too many users failed: only parked users are still worked on. */
  readonly isHalted: boolean
}

/**
 * What to do next, from the plan and its journal alone: a restart, a take-over and an upgrade are
 * the same thing, asking again.
 *
 * A parked user goes first: the steps that its map still waits for, then the map. When asked to
 * pause or cancel, or after too many failures, nothing else is started, so that nobody stays on
 * a placeholder.
 */
export function nextSteps(
  steps: readonly Step[],
  journal: readonly JournalEntry[],
  control: Control
): NextSteps {
  const states = readJournal(steps, journal)
  const outlook = journal.some(hasFailed) ? foresee(steps, states) : asPlanned
  const isHalted = whyHalted(steps, journal) !== undefined
  const urgent = urgentSteps(steps, states, outlook)
  const open = steps.filter(step => isOpen(step, states) && !outlook.lost.has(step.sequence))
  const wanted =
    control === 'run' && !isHalted ? open : open.filter(step => urgent.has(step.sequence))
  const ready = wanted.filter(step => waitsOf(step, outlook).every(each => isDone(each, states)))
  return { ready: urgentFirst(ready, urgent), isOver: wanted.length === 0, isHalted }
}

/** While nothing ever failed there is nothing to foresee, and this is asked after every step. */
const asPlanned: Outlook = { lost: new Set(), waits: new Map() }

function hasFailed({ event }: JournalEntry): boolean {
  return event === 'failed'
}

function isOpen(step: Step, states: StepStates): boolean {
  const { state } = states(step.sequence)
  return state === 'waiting' || state === 'intended'
}

function isDone(sequence: number, states: StepStates): boolean {
  return states(sequence).state === 'done'
}

function waitsOf(step: Step, { waits }: Outlook): readonly number[] {
  return waits.get(step.sequence) ?? step.after
}

/**
 * All steps with an unsettled intent or taken up again, and all that still stands between a parked
 * user and its map.
 */
function urgentSteps(
  steps: readonly Step[],
  states: StepStates,
  outlook: Outlook
): ReadonlySet<number> {
  const urgent = new Set<number>()
  const parks = steps.filter(step => step.action === 'park' && isDone(step.sequence, states))
  const parked = new Set(parks.map(park => park.systemUserId))
  const isToLeave = (step: Step) => step.action === 'map' && parked.has(step.systemUserId)
  const queue = steps.filter(step => isToLeave(step) || isTakenUp(step, states))
  for (let step = queue.pop(); step; step = queue.pop()) {
    const { sequence } = step
    if (urgent.has(sequence) || outlook.lost.has(sequence) || !isOpen(step, states)) continue
    urgent.add(sequence)
    queue.push(...waitsOf(step, outlook).flatMap(each => steps[each - 1] ?? []))
  }
  return urgent
}

function isTakenUp(step: Step, states: StepStates): boolean {
  const { state, last } = states(step.sequence)
  return state === 'intended' || last?.event === 'reopened'
}

function urgentFirst(ready: readonly Step[], urgent: ReadonlySet<number>): readonly Step[] {
  return ready.toSorted(
    (a, b) =>
      Number(urgent.has(b.sequence)) - Number(urgent.has(a.sequence)) || a.sequence - b.sequence
  )
}
