import type { AppliedWrite } from '../../src/sandbox/organization/user-table.ts'

/** What the commands so far let one expect. */
export interface Expected {
  isUp: boolean
  isBegun: boolean
  isPaused: boolean
  isCanceled: boolean
  faults: number
  /** Faults for longer than the settle time: users may fail who would not have. */
  hadOutage: boolean
  /** Whose record somebody else gave another name: it is theirs now. */
  readonly changedBy: Set<string>
  /** What somebody else wrote. */
  readonly foreign: Set<AppliedWrite>
  /** Once it was told to stop: those who were begun by then, and whom they need. */
  mayWrite?: ReadonlySet<string> | undefined
}

export function expectNothing(): Expected {
  return {
    isUp: true,
    isBegun: false,
    isPaused: false,
    isCanceled: false,
    faults: 0,
    hadOutage: false,
    changedBy: new Set(),
    foreign: new Set()
  }
}
