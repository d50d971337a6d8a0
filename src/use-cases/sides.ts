import type { Account } from '../model/account.ts'
import type { Organization } from '../ports.ts'
import type { Context } from './context.ts'

/** Both sides as the steps of an execution meet them. */
export interface Sides {
  /** With the clock that the steps go by. */
  readonly context: Context
  readonly organization: Organization
  /** By folded logon name. */
  readonly findAccounts: (
    names: readonly string[],
    signal: AbortSignal
  ) => Promise<readonly Account[]>
  /** Resolves when one of the steps under way has ended. */
  readonly anyOf: (running: readonly Promise<void>[]) => Promise<void>
}
