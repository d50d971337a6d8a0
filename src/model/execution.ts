import { Type, type Static } from 'typebox'
import { progress } from './scan.ts'
import { choice, component, Count, Id, Link, Time } from './schema.ts'

export const ExecutionMode = choice(['execute', 'rehearse', 'rollback'])
export type ExecutionMode = Static<typeof ExecutionMode>

export const Execution = component('Execution', 'One run of one plan.', {
  executionId: Id,
  planId: Id,
  mode: ExecutionMode,
  ...progress,
  stopping: Type.Optional(
    Type.Boolean({ description: 'Asked to pause or cancel; parked users are finished first' })
  ),
  changeNumber: Type.Optional(Type.String()),
  rollbackOf: Type.Optional(Type.String()),
  organizationId: Type.String(),
  startedBy: Type.String(),
  onBehalfOf: Type.Optional(Type.String()),
  startedAt: Time,
  finishedAt: Type.Optional(Time),
  usersTotal: Count,
  usersRemapped: Count,
  usersParked: Count,
  usersFailed: Count,
  usersSkipped: Count,
  usersRolledBack: Count,
  parkedSecondsMax: Type.Optional(
    Type.Number({
      description:
        'The longest time that a user spent on a placeholder. Of a rehearsal an estimate: as if ' +
        'every call took as long as readings of Dynamics and Active Directory took at its start'
    })
  ),
  humanSummary: Type.String(),
  usersLink: Type.Optional(Link),
  eventsLink: Type.Optional(Link)
})
export type Execution = Static<typeof Execution>

export const ExecutionUser = component('ExecutionUser', 'One user in an execution.', {
  systemUserId: Id,
  fullName: Type.String(),
  status: choice([
    'Pending',
    'Parking',
    'Parked',
    'Mapping',
    'Remapped',
    'Skipped',
    'Failed',
    'RolledBack'
  ]),
  fromDomainName: Type.String(),
  toDomainName: Type.String(),
  currentDomainName: Type.String(),
  verified: Type.Boolean({ description: 'The record was read back and holds the new logon name' }),
  attempts: Count,
  changedFields: Type.Array(Type.String()),
  parkedSeconds: Type.Optional(
    Type.Number({ description: 'On a placeholder; of a rehearsal an estimate' })
  ),
  code: Type.Optional(Type.String()),
  detail: Type.Optional(Type.String()),
  retryable: Type.Optional(Type.Boolean())
})
export type ExecutionUser = Static<typeof ExecutionUser>

/** What was asked of a running execution. */
export type Control = 'run' | 'pause' | 'cancel'

/** One line of the journal; `step` is the step's sequence in the plan. */
export type JournalEntry = {
  readonly step: number
  readonly systemUserId: string
  /** RFC 3339 UTC. */
  readonly at: string
} & (
  | {
      /** Written before a write is sent: without it, nothing is sent. */
      readonly event: 'intent'
      readonly etag: string
      readonly person: Readonly<Record<string, string>>
    }
  | {
      readonly event: 'done'
      readonly domainName: string
      /** Logical names of the person's fields that the write changed beside `domainname`. */
      readonly changedFields: readonly string[]
      /** For a map: how long the user was on a placeholder. */
      readonly parkedMs?: number
    }
  | {
      /** A failed step is tried again: its user is on a placeholder and must not stay there. */
      readonly event: 'reopened'
    }
  | {
      readonly event: 'failed'
      readonly code: StepFailureCode
      readonly detail: string
      readonly retryable: boolean
      /** What the record held when we gave up, where it could be read. */
      readonly domainName?: string
    }
)

export const stepFailureCodes = [
  'user-not-found',
  'user-protected',
  'changed-since-planned',
  'account-held-by-another-user',
  'name-unknown-to-dynamics',
  'target-changed-since-planned',
  'refused-by-dynamics',
  'organization-unavailable',
  'read-back-disagrees',
  'stranded-on-placeholder'
] as const
export type StepFailureCode = (typeof stepFailureCodes)[number]
