import type { AuditRow } from '../../model/audit-row.ts'
import type { AuditVerification } from '../../model/audit-verification.ts'
import type { ConnectionStep, Readiness } from '../../model/health.ts'
import type { Link } from '../../model/link.ts'
import type { LinkImport, LinkImportResult } from '../../model/requests.ts'
import { planId, systemUserId, objectGuid } from './names.ts'

export const link: Link = {
  systemUserId,
  objectGuid,
  objectSid: 'S-1-5-21-1004336348-1177238915-682003330-1104',
  domainName: 'CONTOSO\\jdoe',
  source: 'map',
  provenAt: '2026-03-02T09:00:03.000Z'
}

export const linkImport: LinkImport = { value: [{ systemUserId, objectGuid }] }

export const linkCsv = [
  'SystemUserId,DomainName,ActiveDirectoryGuid',
  `${systemUserId},CONTOSO\\jdoe,${objectGuid}`,
  ''
].join('\n')

export const linkNdjson = `${JSON.stringify({ systemUserId, objectGuid })}\n`

export const linkImportResult: LinkImportResult = { imported: 1, unchanged: 0, conflicts: 0 }

export const auditRow: AuditRow = {
  sequence: 17,
  at: '2026-03-02T08:30:00.000Z',
  actor: 'change-manager',
  onBehalfOf: 'Max Mustermann',
  remoteAddress: '192.0.2.10',
  action: 'approve-plan',
  target: planId,
  changeNumber: 'CHG0030192',
  outcome: 'done',
  hash: 'sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
  previousHash: 'sha256:fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9'
}

export const auditVerification: AuditVerification = { intact: true, rows: 17 }

export const connections: ConnectionStep[] = [
  {
    side: 'directory',
    name: 'server',
    status: 'pass',
    detail: 'dc1.contoso.test:636 answers, encrypted by LDAPS.'
  },
  {
    side: 'organization',
    name: 'users',
    status: 'fail',
    detail:
      'Dynamics shows no users but ourselves. Give our user a security role that reads users of the whole organization.'
  }
]

export const ready: Readiness = {
  status: 'ready',
  checks: [
    { name: 'store', status: 'pass' },
    { name: 'directory', status: 'pass' },
    { name: 'organization', status: 'pass' },
    { name: 'work', status: 'pass' }
  ]
}

export const unready: Readiness = {
  status: 'unready',
  checks: [
    { name: 'store', status: 'pass' },
    { name: 'directory', status: 'fail', detail: 'The bind was refused: check the password.' }
  ]
}
