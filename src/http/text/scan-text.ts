import type { Mismatch } from '../../model/mismatch.ts'
import { mismatchKinds } from '../../model/mismatch.ts'
import type { Scan } from '../../model/scan.ts'
import { fields, page, table } from './table.ts'

export function scanText(scan: Scan): string {
  return page(
    fields([
      ['scan', scan.scanId],
      ['status', `${scan.status}, ${scan.percentComplete} %`],
      ['failure', scan.failureDetail],
      ['requested by', scan.requestedBy],
      ['created', scan.createdAt],
      ['finished', scan.finishedAt],
      ['users checked', scan.usersChecked],
      ['accounts read', scan.accountsRead],
      ['in sync', scan.inSync],
      ['protected', scan.protected],
      ['mismatched', scan.mismatched],
      ['unknown users', scan.unknownUsers?.join(', ')],
      ['mismatches', scan.mismatchesLink]
    ]),
    table(
      ['KIND', 'USERS'],
      mismatchKinds.map(kind => [kind, scan[kind]])
    ),
    scan.mismatches ? mismatchTable(scan.mismatches) : ''
  )
}

function mismatchTable(mismatches: readonly Mismatch[]): string {
  return table(
    ['USER', 'KIND', 'CONFIDENCE', 'HOLDS', 'SHOULD HOLD'],
    mismatches.map(found => [
      found.fullName,
      found.kind,
      found.confidence,
      found.domainName,
      found.expectedDomainName ?? '?'
    ])
  )
}
