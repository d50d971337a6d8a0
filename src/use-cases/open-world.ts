import type { Domain } from '../model/account.ts'
import type { Step } from '../model/plan.ts'
import { judgeTargets } from '../planning/judge-targets.ts'
import { fold, recordNameKey } from '../planning/logon-name.ts'
import type { Context } from './context.ts'
import type { Run, World } from './journal-step.ts'
import { logonNameKeys } from './logon-name-keys.ts'
import { openRehearsal } from './open-rehearsal.ts'
import { createPace } from './pace.ts'
import type { Sides } from './sides.ts'

/** What the steps of an execution are carried out in. */
export type OpenWorld = Pick<Sides, 'context' | 'anyOf'> & { readonly world: World }

/** Both sides as they are, or for a rehearsal a copy of them in memory. */
export async function openWorld(
  context: Context,
  run: Run,
  signal: AbortSignal
): Promise<OpenWorld> {
  const domains = await context.directory.domains(signal)
  const sides =
    run.execution.mode === 'rehearse'
      ? await openRehearsal(context, run.plan.steps, signal)
      : realSides(context)
  return { ...sides, world: worldOf(sides, domains, run.plan.steps) }
}

function realSides(context: Context): Sides {
  const { organization, directory } = context
  return {
    context,
    organization,
    findAccounts: (names, signal) => directory.findAccounts(logonNameKeys(names), signal),
    anyOf: running => Promise.race(running)
  }
}

/**
 * Between plan and write a name may have gone to somebody else. Before a park the placeholder and
 * the account to come are checked, before a map that account again: nobody is written an account
 * that was not in the plan.
 */
function worldOf(
  { context, organization, findAccounts }: Sides,
  domains: readonly Domain[],
  steps: readonly Step[]
): World {
  const lastOf = new Map(steps.map(step => [step.systemUserId, step]))
  return {
    organization,
    key: name => recordNameKey(name, domains),
    pace: createPace(context.clock, context.policy.maxWritesPerSecond),
    async targetFault(step, signal) {
      const own = [step, lastOf.get(step.systemUserId) ?? step]
      const names = own.map(each => fold(each.toDomainName))
      const accounts = await findAccounts(names, signal)
      const guids = new Map(accounts.map(each => [fold(each.logonName), each.objectGuid]))
      return judgeTargets(own, name => guids.get(name))
    }
  }
}
