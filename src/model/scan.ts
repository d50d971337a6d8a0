import { Type, type Static } from 'typebox'
import { Mismatch } from './mismatch.ts'
import { choice, component, Count, Id, Link, ref, Time } from './schema.ts'

export const workStatuses = [
  'NotStarted',
  'Running',
  'Paused',
  'Succeeded',
  'Failed',
  'Canceled'
] as const satisfies string[]
export const WorkStatus = choice([...workStatuses])
export type WorkStatus = Static<typeof WorkStatus>

export const Check = choice(['logon', 'status', 'profile'])
export type Check = Static<typeof Check>

/** What every piece of long work shows to a poller. */
export const progress = {
  status: WorkStatus,
  isTerminal: Type.Boolean(),
  percentComplete: Type.Integer({ minimum: 0, maximum: 100 }),
  nextPollSeconds: Type.Optional(
    Type.Integer({ description: 'Ask again after so many seconds; absent when finished' })
  ),
  failureCode: Type.Optional(Type.String()),
  failureDetail: Type.Optional(Type.String())
}

export const Scan = component('Scan', 'One comparison of Dynamics users with Active Directory.', {
  scanId: Id,
  ...progress,
  createdAt: Time,
  finishedAt: Type.Optional(Time),
  requestedBy: Type.String(),
  onBehalfOf: Type.Optional(Type.String()),
  organizationId: Type.Optional(Type.String()),
  checks: Type.Array(Check),
  acceptSmallerSources: Type.Optional(Type.Boolean()),
  isFull: Type.Optional(
    Type.Boolean({
      description:
        'Whether everything was read, or, before the scan has ended, is asked for; else only what changed since the scan before'
    })
  ),
  whyFull: Type.Optional(Type.String({ description: 'Why everything was read' })),
  usersChecked: Count,
  accountsRead: Count,
  inSync: Count,
  mismatched: Count,
  protected: Count,
  renamed: Count,
  nameReused: Count,
  recreated: Count,
  moved: Count,
  orphaned: Count,
  ambiguous: Count,
  conflict: Count,
  statusDiffers: Count,
  profileDiffers: Count,
  linksLearned: Count,
  mismatchesLink: Type.Optional(Link),
  mismatches: Type.Optional(Type.Array(ref(Mismatch))),
  unknownUsers: Type.Optional(
    Type.Array(Type.String(), { description: 'Asked for, but no Dynamics user has that name' })
  )
})
export type Scan = Static<typeof Scan>
