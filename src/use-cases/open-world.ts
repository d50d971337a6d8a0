import type { Step } from '../model/plan.ts'
import { indexAccounts } from '../planning/account-index.ts'
import { upnOf } from '../planning/logon-name.ts'
import type { Standing } from '../planning/read-journal.ts'
import { checkTargets } from './check-targets.ts'
import type { Context } from './context.ts'
import type { Run, World } from './journal-step.ts'
import { logonNameKeys } from './logon-name-keys.ts'
import { openRehearsal } from './open-rehearsal.ts'
import { createPace } from './pace.ts'
import { readAhead } from './read-ahead.ts'
import { reuseReadBack } from './reuse-read-back.ts'
import type { Sides } from './sides.ts'
import { writtenNameKeys } from './written-name-keys.ts'

/** What the steps of an execution are carried out in. */
export type OpenWorld = Pick<Sides, 'context' | 'anyOf'> & { readonly world: World }

/** Both sides as they are, or for a rehearsal a copy of them in memory. */
export async function openWorld(
  context: Context,
  run: Run,
  signal: AbortSignal
): Promise<OpenWorld> {
  const key = await keyOfNames(context, run.plan.steps, signal)
  const sides =
    run.execution.mode === 'rehearse'
      ? await openRehearsal(context, run.plan.steps, signal)
      : realSides(context, run)
  return { ...sides, world: worldOf(sides, key, run.plan.steps) }
}

/** What a record held before may be a UPN: its form is that of the account that carries it. */
async function keyOfNames(
  { directory }: Context,
  steps: readonly Step[],
  signal: AbortSignal
): Promise<World['key']> {
  const domains = await directory.domains(signal)
  const upns = steps.flatMap(step => upnOf(step.fromDomainName) ?? [])
  const found = await directory.findAccounts(writtenNameKeys(upns, domains), signal)
  return indexAccounts(found, domains).keyOf
}

function realSides(context: Context, run: Run): Sides {
  const { organization, directory } = context
  return {
    context,
    organization: readAhead(organization, usersToBegin(run.standing)),
    findAccounts: (names, signal) => directory.findAccounts(logonNameKeys(names), signal),
    anyOf: running => Promise.race(running)
  }
}

/** By their first steps. What was begun is settled by reading it then, and not before. */
function usersToBegin({ steps, states }: Standing): readonly string[] {
  const begun = steps.filter(step => states(step.sequence).last).map(step => step.systemUserId)
  const ids = new Set(steps.map(step => step.systemUserId))
  return [...ids.difference(new Set(begun))]
}

function worldOf(
  { context, organization, findAccounts }: Sides,
  key: World['key'],
  steps: readonly Step[]
): World {
  return {
    organization: reuseReadBack(organization),
    key,
    pace: createPace(context.clock, context.policy.maxWritesPerSecond),
    targetFault: checkTargets(steps, findAccounts, context.clock)
  }
}
