import type { JournalEntry } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import { fold } from './logon-name.ts'

/** Where one step stands, by the last line that the journal has of it. */
export interface StepState {
  readonly state: 'waiting' | 'intended' | 'done' | 'failed'
  /** How many writes were intended. */
  readonly attempts: number
  /** Whether the record holds, or may hold, what the step writes: outcomes can be unclear. */
  readonly mayHold: boolean
  readonly last?: JournalEntry
  /** The first intent: what the record looked like before we touched it. */
  readonly first?: Extract<JournalEntry, { event: 'intent' }>
}

/** By the sequence of a step. */
export type StepStates = (sequence: number) => StepState

const untouched: StepState = { state: 'waiting', attempts: 0, mayHold: false }

export function readJournal(steps: readonly Step[], journal: readonly JournalEntry[]): StepStates {
  const states = new Map<number, StepState>()
  const stateOf: StepStates = sequence => states.get(sequence) ?? untouched
  for (const entry of journal) {
    states.set(entry.step, follow(stateOf(entry.step), entry, steps[entry.step - 1]))
  }
  return stateOf
}

function follow(before: StepState, entry: JournalEntry, step: Step | undefined): StepState {
  switch (entry.event) {
    case 'intent':
      return {
        state: 'intended',
        attempts: before.attempts + 1,
        mayHold: true,
        last: entry,
        first: before.first ?? entry
      }
    case 'done':
      return { ...before, state: 'done', mayHold: true, last: entry }
    case 'failed':
      return { ...before, state: 'failed', mayHold: mayHold(before, entry, step), last: entry }
    case 'reopened':
      return { ...before, state: 'waiting', last: entry }
  }
}

function mayHold(
  before: StepState,
  { domainName }: { readonly domainName?: string },
  step: Step | undefined
): boolean {
  if (domainName === undefined) return before.mayHold
  return step !== undefined && fold(domainName) === fold(step.toDomainName)
}
