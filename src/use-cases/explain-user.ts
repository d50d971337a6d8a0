import { RelinkError } from '../errors.ts'
import type { Domain } from '../model/account.ts'
import { present } from '../model/present.ts'
import type { UserExplanation } from '../model/user-explanation.ts'
import type { Finding } from '../planning/classify.ts'
import { findDifferences } from '../planning/differences.ts'
import { explainDeed } from '../planning/explain-deed.ts'
import { foundBy } from '../planning/found-by.ts'
import { answerTimeoutMs, type Context } from './context.ts'
import { findMismatches } from './find-mismatches.ts'
import { gatherNamed, type NamedWorld } from './gather-named.ts'
import { usersOfAccount } from './users-of-account.ts'

/** One user compared now; nothing is kept. Throws 'user-not-found', 'invalid-request'. */
export async function explainUser(context: Context, name: string): Promise<UserExplanation> {
  const signal = AbortSignal.timeout(answerTimeoutMs)
  const { world, asked } = await gatherOne(context, name, signal)
  const all = await findMismatches(context, world, signal)
  const found = all.filter(finding => asked.has(finding.user.systemUserId))
  const [finding] = found
  if (!finding) {
    throw new RelinkError('user-not-found', {
      detail: `No Dynamics user answers to ${name}, nor is there one for the account of that name. Try the systemuserid, DOMAIN\\name, UPN or e-mail address in the record.`
    })
  }
  if (found.length > 1) throw severalFound(name, found)
  return toExplanation(finding, name, world.domains)
}

async function gatherOne(context: Context, name: string, signal: AbortSignal): Promise<NamedWorld> {
  const named = await gatherNamed(context, [name], signal)
  if (named.asked.size > 0) return named
  const ids = await usersOfAccount(context, name, signal)
  return ids.length > 0 ? gatherNamed(context, ids, signal) : named
}

function severalFound(name: string, found: readonly Finding[]): RelinkError {
  const ids = found.map(({ user }) => `${user.domainName} (${user.systemUserId})`).join(', ')
  return new RelinkError('invalid-request', {
    detail: `More than one Dynamics user answers to ${name}: ${ids}. Ask again with one of the ids.`
  })
}

function toExplanation(finding: Finding, name: string, domains: readonly Domain[]) {
  const { user, account, evidence } = finding
  return present({
    systemUserId: user.systemUserId,
    foundBy: foundBy(user, name, domains) ?? ('account' as const),
    domainName: user.domainName,
    fullName: user.fullName,
    isDisabled: user.isDisabled,
    isProtected: finding.protectedReason !== undefined,
    protectedReason: finding.protectedReason,
    kind: finding.kind,
    confidence: finding.confidence,
    accountFoundBy: account && evidence.find(each => each.agrees)?.fact,
    objectGuid: account?.objectGuid,
    expectedDomainName: account?.logonName,
    distinguishedName: account?.distinguishedName,
    accountEnabled: account?.isEnabled,
    differences: account ? [...findDifferences(user, account, domains)] : [],
    wouldDo: finding.wouldDo,
    wouldDoDetail: explainDeed(finding),
    blockedReason: finding.blocked,
    explanation: finding.explanation,
    evidence: [...evidence]
  })
}
