import type { Mismatch } from '../../model/mismatch.ts'
import type { DetectRequest } from '../../model/requests.ts'
import type { Scan } from '../../model/scan.ts'
import type { UserExplanation } from '../../model/user-explanation.ts'
import { base, scanId, organizationId, systemUserId, objectGuid } from './names.ts'

export const detectRequest: DetectRequest = {
  users: ['CONTOSO\\jsmith', 'jdoe@contoso.test'],
  checks: ['logon']
}

export const mismatch: Mismatch = {
  mismatchId: '4e5f6a7b-8c9d-4e0f-8a1b-2c3d4e5f6a71',
  kind: 'renamed',
  confidence: 'proven',
  remappable: true,
  systemUserId,
  fullName: 'Jane Doe',
  isDisabled: false,
  domainName: 'CONTOSO\\jsmith',
  expectedDomainName: 'CONTOSO\\jdoe',
  objectGuid,
  distinguishedName: 'CN=Jane Doe,OU=Sales,DC=contoso,DC=test',
  accountEnabled: true,
  explanation:
    'The account of Jane Doe is now called CONTOSO\\jdoe, but Dynamics still looks for CONTOSO\\jsmith, so this person cannot log on. A remap to CONTOSO\\jdoe puts this right.',
  evidence: [
    { fact: 'link-baseline', dynamics: objectGuid, directory: objectGuid, agrees: true },
    { fact: 'logon-name', dynamics: 'CONTOSO\\jsmith', agrees: false },
    { fact: 'mail', dynamics: 'jdoe@contoso.test', directory: 'jdoe@contoso.test', agrees: true }
  ]
}

export const runningScan: Scan = {
  scanId,
  status: 'Running',
  isTerminal: false,
  percentComplete: 40,
  nextPollSeconds: 2,
  createdAt: '2026-03-02T08:00:00.000Z',
  requestedBy: 'servicenow',
  organizationId,
  checks: ['logon'],
  usersChecked: 0,
  accountsRead: 2100,
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
  mismatchesLink: `${base}/v1/scans/${scanId}/mismatches`
}

const { nextPollSeconds: _poll, ...scanBegun } = runningScan
export const finishedScan: Scan = {
  ...scanBegun,
  status: 'Succeeded',
  isTerminal: true,
  percentComplete: 100,
  finishedAt: '2026-03-02T08:00:41.000Z',
  usersChecked: 1200,
  accountsRead: 5400,
  inSync: 1180,
  mismatched: 18,
  protected: 2,
  renamed: 12,
  nameReused: 1,
  recreated: 2,
  orphaned: 2,
  ambiguous: 1,
  linksLearned: 1180
}

export const scanOfNamed: Scan = {
  ...finishedScan,
  usersChecked: 1,
  accountsRead: 1,
  inSync: 0,
  mismatched: 1,
  protected: 0,
  renamed: 1,
  nameReused: 0,
  recreated: 0,
  orphaned: 0,
  ambiguous: 0,
  linksLearned: 0,
  mismatches: [mismatch],
  unknownUsers: ['jdoe@contoso.test']
}

export const canceledScan: Scan = { ...scanBegun, status: 'Canceled', isTerminal: true }

export const userExplanation: UserExplanation = {
  systemUserId,
  foundBy: 'logon-name',
  domainName: 'CONTOSO\\jsmith',
  fullName: 'Jane Doe',
  isDisabled: false,
  isProtected: false,
  kind: 'renamed',
  confidence: 'proven',
  accountFoundBy: 'link-baseline',
  objectGuid,
  expectedDomainName: 'CONTOSO\\jdoe',
  distinguishedName: 'CN=Jane Doe,OU=Sales,DC=contoso,DC=test',
  accountEnabled: true,
  differences: [{ field: 'logonName', dynamics: 'CONTOSO\\jsmith', directory: 'CONTOSO\\jdoe' }],
  wouldDo: 'parkAndMap',
  wouldDoDetail:
    'Two writes: first the name of a placeholder, then CONTOSO\\jdoe. Dynamics refuses or ignores a direct change.',
  explanation: mismatch.explanation,
  evidence: mismatch.evidence
}
