import { RelinkError } from '../errors.ts'
import { present } from '../model/present.ts'
import type { UserExplanation } from '../model/user-explanation.ts'
import { classify, type Finding } from '../planning/classify.ts'
import { answerTimeoutMs, type Context } from './context.ts'
import { gatherNamed } from './gather-named.ts'

/** One user compared now; nothing is kept. Throws 'user-not-found', 'invalid-request'. */
export async function explainUser(context: Context, name: string): Promise<UserExplanation> {
  const { world, asked } = await gatherNamed(context, [name], AbortSignal.timeout(answerTimeoutMs))
  const found = classify(world).filter(finding => asked.has(finding.user.systemUserId))
  const [finding] = found
  if (!finding) {
    throw new RelinkError('user-not-found', {
      detail: `No Dynamics user answers to ${name}. Try the systemuserid, DOMAIN\\name, UPN or e-mail address in the record.`
    })
  }
  if (found.length > 1) throw severalFound(name, found)
  return toExplanation(finding)
}

function severalFound(name: string, found: readonly Finding[]): RelinkError {
  const ids = found.map(({ user }) => `${user.domainName} (${user.systemUserId})`).join(', ')
  return new RelinkError('invalid-request', {
    detail: `More than one Dynamics user answers to ${name}: ${ids}. Ask again with one of the ids.`
  })
}

function toExplanation(finding: Finding): UserExplanation {
  const { user, kind, account, protectedReason, confidence, wouldDo, explanation } = finding
  return present({
    systemUserId: user.systemUserId,
    domainName: user.domainName,
    fullName: user.fullName,
    isDisabled: user.isDisabled,
    isProtected: protectedReason !== undefined,
    protectedReason,
    kind,
    confidence,
    objectGuid: account?.objectGuid,
    expectedDomainName: account?.logonName,
    distinguishedName: account?.distinguishedName,
    accountEnabled: account?.isEnabled,
    wouldDo,
    explanation,
    evidence: [...finding.evidence]
  })
}
