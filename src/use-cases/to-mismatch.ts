import { randomUUID } from 'node:crypto'
import type { Mismatch } from '../model/mismatch.ts'
import { present } from '../model/present.ts'
import type { Finding } from '../planning/classify.ts'

/** A finding as the API shows it; `undefined` for users who are in sync or protected. */
export function toMismatch(finding: Finding): Mismatch | undefined {
  const { user, kind, account, blocked, evidence } = finding
  if (kind === 'inSync' || finding.protectedReason) return undefined
  return present({
    mismatchId: randomUUID(),
    kind,
    confidence: finding.confidence,
    remappable: blocked === undefined,
    blockedReason: blocked,
    systemUserId: user.systemUserId,
    fullName: user.fullName,
    isDisabled: user.isDisabled,
    domainName: user.domainName,
    expectedDomainName: account?.logonName,
    objectGuid: account?.objectGuid,
    distinguishedName: account?.distinguishedName,
    accountEnabled: account?.isEnabled,
    explanation: finding.explanation,
    evidence: [...evidence]
  })
}
