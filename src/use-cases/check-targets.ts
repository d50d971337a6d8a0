import type { Step } from '../model/plan.ts'
import type { Clock } from '../ports.ts'
import { judgeTargets } from '../planning/judge-targets.ts'
import { fold } from '../planning/logon-name.ts'
import type { World } from './journal-step.ts'
import type { Sides } from './sides.ts'

/** So long after it was looked up, an account is taken to have its name still. */
const freshMs = 5000

/** So many of the steps that come next are looked up with the one that is asked for. */
const ahead = 20

/**
 * Between plan and write a name may have gone to somebody else. Before a park the placeholder and
 * the account to come are checked, before a map that account, unless they were only just: but for
 * these seconds nobody is written an account that was not in the plan.
 */
export function checkTargets(
  steps: readonly Step[],
  findAccounts: Sides['findAccounts'],
  clock: Clock
): World['targetFault'] {
  const lastOf = new Map(steps.map(step => [step.systemUserId, step]))
  const checkedAt = new Map<string, number>()
  const isFresh = (step: Step) => {
    const at = checkedAt.get(fold(step.toDomainName))
    return at !== undefined && clock.monotonicMs() - at < freshMs
  }
  return async (step, signal) => {
    const own = [step, lastOf.get(step.systemUserId) ?? step].filter(each => !isFresh(each))
    if (own.length === 0) return undefined
    const next = steps.slice(step.sequence, step.sequence + ahead).filter(each => !isFresh(each))
    const asked = [...own, ...next]
    const at = clock.monotonicMs()
    const accounts = await findAccounts(
      [...new Set(asked.map(each => fold(each.toDomainName)))],
      signal
    )
    const guids = new Map(accounts.map(each => [fold(each.logonName), each.objectGuid]))
    const faultOf = (some: readonly Step[]) => judgeTargets(some, name => guids.get(name))
    for (const each of asked) {
      if (faultOf([each]) === undefined) checkedAt.set(fold(each.toDomainName), at)
    }
    return faultOf(own)
  }
}
