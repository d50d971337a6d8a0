import type { Control, JournalEntry } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import { lostSteps, readJournal, type StepStates } from './read-journal.ts'

export interface NextSteps {
  /** What may start now, the most urgent first; steps whose intent has no outcome among them. */
  readonly ready: readonly Step[]
  /** Nothing is left that this execution would do as it is now controlled. */
  readonly isOver: boolean
  /** Too many users failed in a row: only parked users are still worked on. */
  readonly isHalted: boolean
}

/** So many users failing one after the other is no accident of single users any more. */
export const failuresThatHalt = 5

/**
 * What to do next, from the plan and its journal alone: a restart, a take-over and an upgrade are
 * the same thing, asking again.
 *
 * A parked user goes first: the steps that its map still waits for, then the map. When asked to
 * pause or cancel, or after a burst of failures, nothing else is started, so that nobody stays on
 * a placeholder.
 */
export function nextSteps(
  steps: readonly Step[],
  journal: readonly JournalEntry[],
  control: Control
): NextSteps {
  const states = readJournal(steps, journal)
  const lost = lostSteps(steps, states)
  const isHalted = failuresInARow(steps, journal) >= failuresThatHalt
  const urgent = urgentSteps(steps, states, lost)
  const open = steps.filter(step => isOpen(step, states) && !lost.has(step.sequence))
  const wanted =
    control === 'run' && !isHalted ? open : open.filter(step => urgent.has(step.sequence))
  const ready = wanted.filter(step => step.after.every(each => isDone(each, states)))
  return { ready: urgentFirst(ready, urgent), isOver: wanted.length === 0, isHalted }
}

function isOpen(step: Step, states: StepStates): boolean {
  const state = states.get(step.sequence)?.state
  return state === 'waiting' || state === 'intended'
}

function isDone(sequence: number, states: StepStates): boolean {
  return states.get(sequence)?.state === 'done'
}

/** All steps with an unsettled intent, and all that still stands between a parked user and its map. */
function urgentSteps(
  steps: readonly Step[],
  states: StepStates,
  lost: ReadonlySet<number>
): ReadonlySet<number> {
  const urgent = new Set<number>()
  const maps = mapsByUser(steps)
  const isIntended = (step: Step) => states.get(step.sequence)?.state === 'intended'
  const parked = steps.filter(step => step.action === 'park' && isDone(step.sequence, states))
  const queue = [...steps.filter(isIntended), ...parked.flatMap(park => mapOf(park, maps))]
  for (let step = queue.pop(); step; step = queue.pop()) {
    if (urgent.has(step.sequence) || lost.has(step.sequence) || !isOpen(step, states)) continue
    urgent.add(step.sequence)
    queue.push(...step.after.flatMap(each => steps[each - 1] ?? []))
    if (step.action === 'park') queue.push(...mapOf(step, maps))
  }
  return urgent
}

function mapsByUser(steps: readonly Step[]): ReadonlyMap<string, Step> {
  return new Map(
    steps.flatMap(step => (step.action === 'map' ? [[step.systemUserId, step] as const] : []))
  )
}

function mapOf(park: Step, maps: ReadonlyMap<string, Step>): readonly Step[] {
  const map = maps.get(park.systemUserId)
  return map ? [map] : []
}

function failuresInARow(steps: readonly Step[], journal: readonly JournalEntry[]): number {
  const maps = new Set(steps.filter(step => step.action === 'map').map(step => step.sequence))
  let failures = 0
  for (const entry of journal) {
    if (entry.event === 'failed') failures += 1
    if (entry.event === 'reopened' || (entry.event === 'done' && maps.has(entry.step))) failures = 0
  }
  return failures
}

function urgentFirst(ready: readonly Step[], urgent: ReadonlySet<number>): readonly Step[] {
  return ready.toSorted(
    (a, b) =>
      Number(urgent.has(b.sequence)) - Number(urgent.has(a.sequence)) || a.sequence - b.sequence
  )
}
