import type { JournalEntry } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'

/** Where one step stands, by the last line that the journal has of it. */
export interface StepState {
  readonly state: 'waiting' | 'intended' | 'done' | 'failed'
  /** How many writes were intended. */
  readonly attempts: number
  readonly last?: JournalEntry
  /** The first intent: what the record looked like before we touched it. */
  readonly first?: Extract<JournalEntry, { event: 'intent' }>
}

export type StepStates = ReadonlyMap<number, StepState>

const untouched: StepState = { state: 'waiting', attempts: 0 }

export function readJournal(steps: readonly Step[], journal: readonly JournalEntry[]): StepStates {
  const states = new Map<number, StepState>(steps.map(step => [step.sequence, untouched]))
  for (const entry of journal) {
    states.set(entry.step, follow(states.get(entry.step) ?? untouched, entry))
  }
  return states
}

function follow(before: StepState, entry: JournalEntry): StepState {
  switch (entry.event) {
    case 'intent':
      return {
        state: 'intended',
        attempts: before.attempts + 1,
        last: entry,
        first: before.first ?? entry
      }
    case 'done':
      return { ...before, state: 'done', last: entry }
    case 'failed':
      return { ...before, state: 'failed', last: entry }
    case 'reopened':
      return { ...before, state: 'waiting', last: entry }
  }
}

/**
 * Steps that will not be done: failed; waiting for one that will not be; a park not begun whose own
 * map will not be, since parking somebody in vain would strand them. Repeated until it holds still,
 * for the last rule looks ahead.
 */
export function lostSteps(steps: readonly Step[], states: StepStates): ReadonlySet<number> {
  const lost = new Set<number>()
  for (let before = -1; before < lost.size;) {
    before = lost.size
    const lostMaps = new Set(
      steps.flatMap(step =>
        step.action === 'map' && lost.has(step.sequence) ? step.systemUserId : []
      )
    )
    for (const step of steps) {
      const state = states.get(step.sequence)?.state
      const isVain =
        step.action === 'park' && state === 'waiting' && lostMaps.has(step.systemUserId)
      if (state === 'failed' || isVain || step.after.some(each => lost.has(each))) {
        lost.add(step.sequence)
      }
    }
  }
  return lost
}
