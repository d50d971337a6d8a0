import type { Confidence, MismatchKind } from '../model/mismatch.ts'
import type { BlockedCode } from '../model/plan.ts'
import { mustHop } from './must-hop.ts'
import type { Claim } from './resolve-claims.ts'

/** What a plan would do with a user. */
export type Deed = 'nothing' | 'map' | 'parkAndMap' | 'askAPerson'

/**
 * Why no plan takes a claim up without `targets`; `undefined` where one does, or nothing is wrong.
 *
 * | the user is | kind                            | confidence | code             |
 * |-------------|---------------------------------|------------|------------------|
 * | protected   | any                             | any        | user-protected   |
 * | else        | inSync                          | any        |                  |
 * | else        | orphaned, ambiguous, conflict   | any        | its own          |
 * | else        | renamed, moved, nameReused, recreated | weak | weak-evidence    |
 * | else        | the same                        | else       |                  |
 */
export function blockedCode(claim: Claim, isProtected: boolean): BlockedCode | undefined {
  if (isProtected) return 'user-protected'
  if (claim.kind === 'inSync') return undefined
  return codeOfKind[claim.kind] ?? (isEnough[claim.confidence] ? undefined : 'weak-evidence')
}

const codeOfKind: Record<MismatchKind, BlockedCode | undefined> = {
  renamed: undefined,
  moved: undefined,
  nameReused: undefined,
  recreated: undefined,
  orphaned: 'orphaned',
  ambiguous: 'ambiguous-match',
  conflict: 'conflict'
}

const isEnough: Record<Confidence, boolean> = { proven: true, strong: true, weak: false }

interface Decision {
  readonly oldName: string
  /** The account that Dynamics holds for the record, as far as that is known. */
  readonly oldGuid: string | undefined
  readonly claim: Claim
  readonly blocked: BlockedCode | undefined
}

/** `key`: one form per logon name. */
export function wouldDo(decision: Decision, key: (domainName: string) => string): Deed {
  const { oldName, oldGuid, claim, blocked } = decision
  if (claim.kind === 'inSync' || blocked === 'user-protected') return 'nothing'
  if (blocked || !claim.account) return 'askAPerson'
  const change = {
    ...(oldGuid !== undefined && { oldGuid }),
    newGuid: claim.account.objectGuid,
    oldName: key(oldName),
    newName: claim.account.logonName
  }
  return mustHop(change) ? 'parkAndMap' : 'map'
}
