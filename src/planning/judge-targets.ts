import type { Step } from '../model/plan.ts'
import { fold } from './logon-name.ts'

/** Why one of these steps would not write the account that was planned. `guidOf` takes folded names. */
export function judgeTargets(
  steps: readonly Step[],
  guidOf: (logonName: string) => string | undefined
): string | undefined {
  const guidNow = ({ toDomainName }: Step) => guidOf(fold(toDomainName))
  const odd = steps.find(step => guidNow(step) !== step.toObjectGuid)
  if (!odd) return undefined
  return guidNow(odd)
    ? `${odd.toDomainName} belongs to another account than when the plan was made. Detect again and make a new plan.`
    : `Active Directory has no account ${odd.toDomainName} any more. Detect again and make a new plan.`
}
