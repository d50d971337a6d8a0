import { Type, type Static } from 'typebox'
import { choice, component, Count, Id, Link, ref, Time } from './schema.ts'

export const Step = component('Step', 'One write: a park or a map.', {
  sequence: Type.Integer({ minimum: 1 }),
  action: choice(['park', 'map']),
  systemUserId: Id,
  fullName: Type.String(),
  fromDomainName: Type.String(),
  toDomainName: Type.String(),
  toObjectGuid: Type.Optional(
    Type.String({ description: 'The account that the new logon name must lead to' })
  ),
  fromObjectGuid: Type.Optional(
    Type.String({ description: 'The account the record was linked to, where that is known' })
  ),
  after: Type.Array(Type.Integer({ minimum: 1 }), {
    description: 'Sequences of the steps that must be done before this one'
  })
})
export type Step = Static<typeof Step>

export const Blocked = component('Blocked', 'A user that the plan leaves alone, and why.', {
  systemUserId: Id,
  fullName: Type.Optional(Type.String()),
  code: choice([
    'user-not-found',
    'user-protected',
    'weak-evidence',
    'orphaned',
    'ambiguous-match',
    'conflict',
    'changed-since-scan',
    'target-not-found',
    'target-not-allowed',
    'target-held-by-unplanned-user',
    'target-wanted-twice',
    'depends-on-blocked-user',
    'not-enough-placeholders',
    'already-in-sync',
    'kind-not-asked-for',
    'not-reversible'
  ]),
  detail: Type.String(),
  holderSystemUserId: Type.Optional(Type.String({ description: 'The record in the way' })),
  holderFullName: Type.Optional(Type.String({ description: 'Whose record that is' })),
  rootSystemUserId: Type.Optional(
    Type.String({ description: 'The blocked user whom this one waits for, over others or not' })
  )
})
export type Blocked = Static<typeof Blocked>
export type BlockedCode = Blocked['code']

export const PlanStatus = choice([
  'AwaitingApproval',
  'Approved',
  'Rejected',
  'Executing',
  'Executed',
  'Expired'
])
export type PlanStatus = Static<typeof PlanStatus>

export const Approval = component('Approval', 'Who approved, and when.', {
  by: Type.String(),
  at: Time,
  onBehalfOf: Type.Optional(Type.String()),
  comment: Type.Optional(Type.String())
})
export type Approval = Static<typeof Approval>

export const Plan = component(
  'Plan',
  'An immutable, ordered list of parks and maps. `digest` covers all that will be acted on.',
  {
    planId: Id,
    status: PlanStatus,
    digest: Type.String({ description: 'sha256 over the canonical JSON (RFC 8785)' }),
    createdAt: Time,
    createdBy: Type.String(),
    onBehalfOf: Type.Optional(Type.String()),
    expiresAt: Time,
    organizationId: Type.String(),
    scanId: Type.Optional(Type.String()),
    rollbackOf: Type.Optional(Type.String({ description: 'The execution that this plan undoes' })),
    changeNumber: Type.Optional(Type.String()),
    note: Type.Optional(Type.String()),
    users: Count,
    stepCount: Count,
    placeholdersNeeded: Count,
    blockedCount: Count,
    approvalsRequired: Count,
    approvals: Type.Array(ref(Approval)),
    rejectedBy: Type.Optional(Type.String()),
    rejectedAt: Type.Optional(Time),
    humanSummary: Type.String(),
    stepsLink: Type.Optional(Link),
    blockedLink: Type.Optional(Link),
    steps: Type.Array(ref(Step), { description: 'The first 200; all are under stepsLink' }),
    blocked: Type.Array(ref(Blocked), { description: 'The first 200; all are under blockedLink' })
  }
)
export type Plan = Static<typeof Plan>
