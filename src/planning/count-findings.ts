import type { Account } from '../model/account.ts'
import { mismatchKinds, type MismatchKind } from '../model/mismatch.ts'
import type { Check } from '../model/scan.ts'
import type { User } from '../model/user.ts'
import type { Finding } from './classify.ts'
import { profileDiffers, statusDiffers } from './differences.ts'

export type FindingCounts = Record<MismatchKind, number> & {
  readonly usersChecked: number
  readonly inSync: number
  readonly mismatched: number
  readonly protected: number
  readonly statusDiffers: number
  readonly profileDiffers: number
}

/** `usersChecked` = `inSync` + `mismatched` + `protected`; `mismatched` is the sum of the kinds. */
export function countFindings(
  findings: readonly Finding[],
  checks: readonly Check[]
): FindingCounts {
  const open = findings.filter(finding => finding.protectedReason === undefined)
  const kinds = Object.fromEntries(
    mismatchKinds.map(kind => [kind, open.filter(finding => finding.kind === kind).length])
  ) as Record<MismatchKind, number>
  const inSync = open.filter(finding => finding.kind === 'inSync').length
  const countDiffering = (check: Check, differs: (user: User, account: Account) => boolean) =>
    checks.includes(check)
      ? open.filter(({ user, account }) => account && differs(user, account)).length
      : 0
  return {
    usersChecked: findings.length,
    inSync,
    mismatched: open.length - inSync,
    protected: findings.length - open.length,
    ...kinds,
    statusDiffers: countDiffering('status', statusDiffers),
    profileDiffers: countDiffering('profile', profileDiffers)
  }
}
