import type { Account } from './account.ts'
import type { User } from './user.ts'

/** Where a server stands, to ask it later what changed since: its own text, opaque to everyone else. */
export interface Mark {
  readonly kind: 'mark'
  readonly mark: string
}

/** It can't be told what changed: only reading everything is the truth. `reason` is for people. */
export interface Untold {
  readonly kind: 'untold'
  readonly reason: string
}

export function untold(reason: string): Untold {
  return { kind: 'untold', reason }
}

/** Accounts that were made, changed, moved or deleted; perhaps more than these. */
export interface AccountChanges extends Mark {
  readonly objectGuids: ReadonlySet<string>
  /** Those of them that are there now, as the server shows them that told the changes. */
  readonly accounts: readonly Account[]
}

/** Records that were made or changed, as they are now; perhaps some that were not. */
export interface UserChanges extends Mark {
  readonly users: readonly User[]
}
