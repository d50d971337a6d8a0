import type { Step } from '../model/plan.ts'
import { fold, recordNameKey } from '../planning/logon-name.ts'
import type { Context } from './context.ts'
import { logonNameKeys } from './gather-named.ts'
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
    targetFault: (step, abort) => targetFault(context, maps.get(step.systemUserId), abort)
  }
}

/**
 * Between plan and write the name may have gone to somebody else. It is checked before a user is
 * parked and again before the map: nobody is mapped to an account that was not in the plan.
 */
async function targetFault(
  { directory }: Context,
  map: Step | undefined,
  signal: AbortSignal
): Promise<string | undefined> {
  if (!map?.toObjectGuid) return undefined
  const name = fold(map.toDomainName)
  const accounts = await directory.findAccounts(logonNameKeys([name]), signal)
  const account = accounts.find(each => fold(each.logonName) === name)
  if (account?.objectGuid === map.toObjectGuid) return undefined
  return account
    ? `${map.toDomainName} belongs to another account than when the plan was made. Detect again and make a new plan.`
    : `Active Directory has no account ${map.toDomainName} any more. Detect again and make a new plan.`
}

async function rehearsalCopy(context: Context, signal: AbortSignal) {
  const { identity, users, links } = await gatherRecords(context, signal)
  return context.rehearsal({
    identity,
    users,
    heldGuids: new Map([...links].map(([id, link]) => [id, link.objectGuid])),
    resolveName: async name => {
      const [account] = await context.directory.findAccounts(
        logonNameKeys([fold(name)]),
        AbortSignal.timeout(30_000)
      )
      return account
    }
  })
}
