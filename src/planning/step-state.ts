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

export const untouched: StepState = { state: 'waiting', attempts: 0, mayHold: false }

/** Neither done nor failed. */
export function isOpen({ state }: StepState): boolean {
  return state === 'waiting' || state === 'intended'
}

/** What a line makes of the step that it is about. */
export function follow(before: StepState, entry: JournalEntry, step: Step | undefined): StepState {
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

/** Seen to hold another name than this step and those before it left it with. */
export function wasChanged({ state, last }: StepState): boolean {
  return (
    state === 'failed' &&
    last?.event === 'failed' &&
    last.code === 'changed-since-planned' &&
    last.domainName !== undefined
  )
}
