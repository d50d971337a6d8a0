import type { Execution, ExecutionUser } from '../../model/execution.ts'
import type { Placeholder } from '../../model/placeholder.ts'
import type { ExecuteRequest } from '../../model/requests.ts'
import { base, planId, executionId, organizationId, systemUserId, digest } from './names.ts'

export const executeRequest: ExecuteRequest = { planId, digest, mode: 'execute' }

export const runningExecution: Execution = {
  executionId,
  planId,
  mode: 'execute',
  status: 'Running',
  isTerminal: false,
  percentComplete: 50,
  nextPollSeconds: 2,
  changeNumber: 'CHG0030192',
  organizationId,
  startedBy: 'servicenow',
  startedAt: '2026-03-02T09:00:00.000Z',
  usersTotal: 1,
  usersRemapped: 0,
  usersParked: 1,
  usersFailed: 0,
  usersSkipped: 0,
  usersRolledBack: 0,
  humanSummary: '0 of 1 users remapped, 1 under way.',
  usersLink: `${base}/v1/executions/${executionId}/users`
}

const { nextPollSeconds: _again, ...executionBegun } = runningExecution
export const finishedExecution: Execution = {
  ...executionBegun,
  status: 'Succeeded',
  isTerminal: true,
  percentComplete: 100,
  finishedAt: '2026-03-02T09:00:03.000Z',
  usersRemapped: 1,
  usersParked: 0,
  parkedSecondsMax: 1.2,
  humanSummary: '1 of 1 users remapped. They must sign out and in again to get a new token.'
}

export const stoppingExecution: Execution = { ...runningExecution, stopping: true }

export const rollbackExecution: Execution = {
  ...runningExecution,
  executionId: 'e05cf2a4-8a7b-4c1f-b2a6-5a8a3a4d9b41',
  mode: 'rollback',
  rollbackOf: executionId,
  usersLink: `${base}/v1/executions/e05cf2a4-8a7b-4c1f-b2a6-5a8a3a4d9b41/users`
}

export const executionUser: ExecutionUser = {
  systemUserId,
  fullName: 'Jane Doe',
  status: 'Remapped',
  fromDomainName: 'CONTOSO\\jsmith',
  toDomainName: 'CONTOSO\\jdoe',
  currentDomainName: 'CONTOSO\\jdoe',
  verified: true,
  attempts: 1,
  changedFields: [],
  parkedSeconds: 1.2
}

export const placeholder: Placeholder = {
  account: 'CONTOSO\\crm-park-01',
  objectGuid: '3c8f2627-39bf-4e3b-bc08-26991ad05a71',
  distinguishedName: 'CN=crm-park-01,OU=Service,DC=contoso,DC=test',
  status: 'leased',
  leasedBy: executionId
}
