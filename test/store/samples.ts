import { randomUUID } from 'node:crypto'
import type { AuditEntry } from '../../src/model/audit-row.ts'
import type { JournalEntry } from '../../src/model/execution.ts'
import type { Link } from '../../src/model/link.ts'
import type { Mismatch } from '../../src/model/mismatch.ts'
import type { Step } from '../../src/model/plan.ts'
import type { Store, StoredExecution, StoredPlan, StoredScan } from '../../src/ports.ts'

export const everything = { offset: 0, limit: 1000 }
export const organizationId = 'a1f0c2d4-0000-4000-8000-000000000001'
const at = '2026-03-01T08:00:00.000Z'

export function scan(more: Partial<StoredScan> = {}): StoredScan {
  return {
    scanId: randomUUID(),
    status: 'Running',
    isTerminal: false,
    percentComplete: 0,
    createdAt: at,
    requestedBy: 'desk',
    checks: ['logon'],
    usersChecked: 0,
    accountsRead: 0,
    inSync: 0,
    mismatched: 0,
    protected: 0,
    renamed: 0,
    nameReused: 0,
    recreated: 0,
    moved: 0,
    orphaned: 0,
    ambiguous: 0,
    conflict: 0,
    statusDiffers: 0,
    profileDiffers: 0,
    linksLearned: 0,
    ...more
  }
}

export function mismatch(more: Partial<Mismatch> = {}): Mismatch {
  return {
    mismatchId: randomUUID(),
    kind: 'renamed',
    confidence: 'proven',
    remappable: true,
    systemUserId: randomUUID(),
    fullName: 'Jo Doe',
    isDisabled: false,
    domainName: 'CONTOSO\\jsmith',
    explanation: 'The account was renamed.',
    evidence: [{ fact: 'link-baseline', dynamics: 'x', directory: 'x', agrees: true }],
    ...more
  }
}

export function link(more: Partial<Link> = {}): Link {
  return {
    systemUserId: randomUUID(),
    objectGuid: randomUUID(),
    source: 'scan',
    provenAt: at,
    ...more
  }
}

export function step(sequence: number, more: Partial<Step> = {}): Step {
  return {
    sequence,
    action: sequence % 2 === 1 ? 'park' : 'map',
    systemUserId: `user-${Math.ceil(sequence / 2)}`,
    fullName: 'Jo Doe',
    fromDomainName: 'CONTOSO\\jsmith',
    toDomainName: sequence % 2 === 1 ? 'CONTOSO\\crm-park-01' : 'CONTOSO\\jdoe',
    after: sequence % 2 === 1 ? [] : [sequence - 1],
    ...more
  }
}

export function plan(more: Partial<StoredPlan> = {}): StoredPlan {
  return {
    planId: randomUUID(),
    status: 'AwaitingApproval',
    digest: `sha256:${'a'.repeat(64)}`,
    createdAt: at,
    createdBy: 'planner',
    expiresAt: '2026-03-02T08:00:00.000Z',
    organizationId,
    users: 1,
    stepCount: 2,
    placeholdersNeeded: 1,
    blockedCount: 0,
    approvalsRequired: 1,
    approvals: [],
    humanSummary: '1 user would be remapped.',
    steps: [step(1), step(2)],
    blocked: [],
    ...more
  }
}

export function execution(planId: string, more: Partial<StoredExecution> = {}): StoredExecution {
  return {
    executionId: randomUUID(),
    planId,
    mode: 'execute',
    status: 'Running',
    isTerminal: false,
    percentComplete: 0,
    organizationId,
    startedBy: 'executor',
    startedAt: at,
    usersTotal: 1,
    usersRemapped: 0,
    usersParked: 0,
    usersFailed: 0,
    usersSkipped: 0,
    usersRolledBack: 0,
    humanSummary: '0 of 1 users remapped.',
    ...more
  }
}

/** An execution that is kept, with its plan. */
export async function kept(
  store: Store,
  more: Partial<StoredExecution> = {}
): Promise<StoredExecution> {
  const own = plan()
  await store.plans.add(own)
  const added = execution(own.planId, more)
  if (!(await store.executions.add(added))) throw new Error('another execution is unfinished')
  return added
}

export function intent(step: number): JournalEntry {
  return {
    step,
    systemUserId: 'user-1',
    at,
    event: 'intent',
    etag: 'W/"1"',
    person: { lastname: 'Doe' }
  }
}

export function deed(more: Partial<AuditEntry> = {}): AuditEntry {
  return { at, actor: 'desk', action: 'plan-remap', outcome: 'done', ...more }
}
