import type { Execution, ExecutionUser } from '../../src/model/execution.ts'
import type { Step } from '../../src/model/plan.ts'
import type { AppliedWrite } from '../../src/sandbox/organization/user-table.ts'
import type { UserRow } from '../../src/sandbox/user-row.ts'
import type { LineFault } from './imitation-line.ts'
import type { Town } from './town.ts'

export type Deed = 'pause' | 'resume' | 'cancel'

export type Shown = Omit<Execution, 'usersLink' | 'eventsLink' | 'nextPollSeconds'>

/** What an action came to: the execution as it is afterwards, or the code of the refusal. */
export type Answer =
  | { readonly kind: 'done'; readonly execution: Shown }
  | { readonly kind: 'refused'; readonly code: string }

/**
 * The service before an organization, one plan approved, as the commands of the model drive it:
 * in one process on virtual time, or as processes on sockets.
 */
export interface Drive {
  readonly town: Town
  readonly steps: readonly Step[]
  /** Live. */
  readonly rows: readonly UserRow[]
  readonly writes: readonly AppliedWrite[]
  /** Whose record was read or account looked up for a step; and to whose a write was sent. */
  readonly asked: ReadonlySet<string>
  readonly written: ReadonlySet<string>
  execute(): Promise<Answer>
  act(deed: Deed): Promise<Answer>
  execution(): Promise<Shown>
  users(): Promise<readonly ExecutionUser[]>
  kill(isSentLost: boolean): Promise<void>
  restart(): Promise<void>
  /** By somebody else. */
  change(systemUserId: string, changes: Partial<UserRow>): void
  failNext(fault: LineFault, count: number): void
  failFor(ms: number): void
  recover(): void
  pass(ms: number): Promise<void>
  /** Time passes until nothing moves any more; so much at most, where time is ours. */
  rest(ms: number): Promise<void>
  /** Whether nothing moves while it is looked at. */
  readonly isStill: boolean
  close(): Promise<void>
}

/** Milliseconds, far above what a few faults take and far below an outage. */
export const settleTimeoutMs = 60_000
