import type { Step } from '../model/plan.ts'
import { fold, recordNameKey } from '../planning/logon-name.ts'
import type { Context } from './context.ts'
import { logonNameKeys } from './logon-name-keys.ts'
import { gatherRecords } from './gather-records.ts'
import type { Run, World } from './journal-step.ts'
import { createPace } from './pace.ts'

/** The organization to write to: the real one, or for a rehearsal a copy of it in memory. */
export async function openWorld(
  context: Context,
  { execution, plan }: Run,
  signal: AbortSignal
): Promise<World> {
  const domains = await context.directory.domains(signal)
  const maps = new Map(
    plan.steps.flatMap(step => (step.action === 'map' ? [[step.systemUserId, step] as const] : []))
  )
  return {
    organization:
      execution.mode === 'rehearse' ? await rehearsalCopy(context, signal) : context.organization,
    key: name => recordNameKey(name, domains),
    pace: createPace(context.clock, context.policy.maxWritesPerSecond),
    targetFault: (step, abort) =>
      targetFault(context, [step, maps.get(step.systemUserId) ?? step], abort)
  }
}

/**
 * Between plan and write a name may have gone to somebody else. Before a park the placeholder and
 * the account to come are checked, before a map that account again: nobody is written an account
 * that was not in the plan.
 */
async function targetFault(
  { directory }: Context,
  steps: readonly Step[],
  signal: AbortSignal
): Promise<string | undefined> {
  const names = steps.map(step => fold(step.toDomainName))
  const accounts = await directory.findAccounts(logonNameKeys(names), signal)
  const guids = new Map(accounts.map(each => [fold(each.logonName), each.objectGuid]))
  const odd = steps.find(step => guids.get(fold(step.toDomainName)) !== step.toObjectGuid)
  if (!odd) return undefined
  return guids.has(fold(odd.toDomainName))
    ? `${odd.toDomainName} belongs to another account than when the plan was made. Detect again and make a new plan.`
    : `Active Directory has no account ${odd.toDomainName} any more. Detect again and make a new plan.`
}

async function rehearsalCopy(context: Context, signal: AbortSignal) {
  const { identity, users, states } = await gatherRecords(context, signal)
  return context.rehearsal({
    identity,
    users,
    heldGuids: new Map(
      states.flatMap(({ systemUserId, objectGuid }) =>
        objectGuid ? [[systemUserId, objectGuid] as const] : []
      )
    ),
    resolveName: async name => {
      const [account] = await context.directory.findAccounts(
        logonNameKeys([fold(name)]),
        AbortSignal.timeout(30_000)
      )
      return account
    }
  })
}
