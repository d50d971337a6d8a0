import type { User, OrganizationIdentity } from '../model/user.ts'
import type { Clock, Directory, Log, Metrics, Organization, Store, Work } from '../ports.ts'

/** What every deed is handed. */
export interface Context {
  readonly directory: Directory
  readonly organization: Organization
  readonly store: Store
  readonly work: Work
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly policy: Policy
  /** An organization in memory, by the rules of the real one, for rehearsals. */
  readonly rehearsal: (copy: OrganizationCopy) => Organization
}

export interface Policy {
  readonly placeholders: readonly string[]
  readonly placeholderUnit?: string
  /** Whether the service makes what a plan lacks in that unit, and removes it. */
  readonly makesPlaceholders: boolean
  readonly protectedNames: readonly string[]
  readonly protectedGroups: readonly string[]
  readonly approvalsRequired: number
  readonly maxPlanUsers: number
  readonly maxPlanPercent: number
  readonly planTtlMs: number
  readonly settleTimeoutMs: number
  readonly fullScanIntervalMs: number
  readonly maxConcurrency: number
  readonly maxWritesPerSecond?: number
}

export interface OrganizationCopy {
  readonly identity: OrganizationIdentity
  readonly users: readonly User[]
  /** systemUserId → objectGUID, where known. */
  readonly heldGuids: ReadonlyMap<string, string>
  /** The account that a logon name leads to. */
  readonly resolveName: (
    name: string
  ) => Promise<{ objectGuid: string; logonName: string; isEnabled: boolean } | undefined>
  /** Resolves when a call has taken the time that calls take. */
  readonly takeTime: (signal: AbortSignal) => Promise<void>
}

/** Deeds that a caller waits for end within this time. */
export const answerTimeoutMs = 60_000
