import type { Blocked, Plan, Step } from '../../model/plan.ts'
import type { Decision, PlanRequest } from '../../model/requests.ts'
import type { PlanSummary } from '../schemas.ts'
import { base, scanId, planId, organizationId, systemUserId, objectGuid, digest } from './names.ts'

export const planRequest: PlanRequest = {
  scanId,
  kinds: ['renamed', 'recreated'],
  changeNumber: 'CHG0030192'
}

export const steps: [Step, Step] = [
  {
    sequence: 1,
    action: 'park',
    systemUserId,
    fullName: 'Jane Doe',
    fromDomainName: 'CONTOSO\\jsmith',
    toDomainName: 'CONTOSO\\crm-park-01',
    after: []
  },
  {
    sequence: 2,
    action: 'map',
    systemUserId,
    fullName: 'Jane Doe',
    fromDomainName: 'CONTOSO\\crm-park-01',
    toDomainName: 'CONTOSO\\jdoe',
    toObjectGuid: objectGuid,
    after: [1]
  }
]

export const blocked: Blocked = {
  systemUserId: '9d0e1f2a-3b4c-4d5e-8f6a-7b8c9d0e1f81',
  fullName: 'Ann Poe',
  code: 'target-held-by-unplanned-user',
  detail:
    'CONTOSO\\apoe is held by the record of Al Poe (CONTOSO\\apoe), which this plan does not move. Plan that user as well, by `targets` to an account of its own if need be, or decide which record is right.',
  holderSystemUserId: '0e1f2a3b-4c5d-4e6f-8a7b-8c9d0e1f2a91',
  holderFullName: 'Al Poe'
}

export const planSummary: PlanSummary = {
  planId,
  status: 'AwaitingApproval',
  digest,
  createdAt: '2026-03-02T08:05:00.000Z',
  createdBy: 'servicenow',
  expiresAt: '2026-03-03T08:05:00.000Z',
  organizationId,
  scanId,
  changeNumber: 'CHG0030192',
  users: 1,
  stepCount: 2,
  placeholdersNeeded: 1,
  blockedCount: 1,
  approvalsRequired: 1,
  approvals: [],
  humanSummary: '1 user to remap in 2 writes, 1 over 1 placeholder, 1 user blocked and left alone.',
  stepsLink: `${base}/v1/plans/${planId}/steps`,
  blockedLink: `${base}/v1/plans/${planId}/blocked`
}

export const plan: Plan = { ...planSummary, steps, blocked: [blocked] }

export const approvedPlan: Plan = {
  ...plan,
  status: 'Approved',
  approvals: [{ by: 'change-manager', at: '2026-03-02T08:30:00.000Z', comment: 'Seen by the CAB' }]
}

export const rejectedPlan: Plan = {
  ...plan,
  status: 'Rejected',
  rejectedBy: 'change-manager',
  rejectedAt: '2026-03-02T08:30:00.000Z'
}

export const decision: Decision = { digest, comment: 'Seen by the CAB' }
