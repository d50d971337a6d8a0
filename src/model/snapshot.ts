import type { Account } from './account.ts'
import type { User } from './user.ts'

/** What the last scan of an organization saw, for the next one to read only what changed since. */
export interface Snapshot {
  readonly organizationId: string
  /** The scan that left it so. */
  readonly scanId: string
  /** The last reading of everything, and when it began (RFC 3339 UTC). */
  readonly readingId: string
  readonly readAt: string
  /** Of the accounts that were kept then. */
  readonly accountCount: number
  /** With fewer, or more, something of it is missing. */
  readonly pageCount: number
  readonly directoryMark: string
  readonly organizationMark: string
}

/**
 * The records, and the accounts that these may lead to, some at a time; what stands in a later page
 * goes before.
 */
export interface SnapshotPage {
  readonly users: readonly User[]
  readonly accounts: readonly Account[]
  /** objectGUIDs of accounts that are there no more. */
  readonly gone: readonly string[]
}
