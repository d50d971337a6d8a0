import type { BlockedCode } from '../model/plan.ts'
import type { Finding } from './classify.ts'

/** What a plan would do with this user, in a sentence. */
export function explainDeed({ wouldDo, account, blocked, protectedReason }: Finding): string {
  switch (wouldDo) {
    case 'nothing':
      return protectedReason
        ? `Nothing. ${protectedReason}`
        : 'Nothing: no plan would touch this user.'
    case 'map':
      return `One write puts ${account?.logonName ?? ''} into the record.`
    case 'parkAndMap':
      return `Two writes: first the name of a placeholder, then ${account?.logonName ?? ''}. Dynamics refuses or ignores a direct change.`
    case 'askAPerson':
      return `Nothing until a person decides: ${reasons[blocked ?? 'weak-evidence'] ?? ''}`
  }
}

const reasons: Partial<Record<BlockedCode, string>> = {
  'weak-evidence': 'the evidence is too weak to act on.',
  orphaned: 'no account can be named.',
  'ambiguous-match': 'more than one account could be right.',
  conflict: 'another record has as good a claim to the account, or a better one.'
}
