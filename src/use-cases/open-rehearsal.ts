import type { Step } from '../model/plan.ts'
import { fold, recordNameKey } from '../planning/logon-name.ts'
import type { Clock, Store } from '../ports.ts'
import type { Context } from './context.ts'
import { gatherRecords } from './gather-records.ts'
import { logonNameKeys } from './logon-name-keys.ts'
import type { Sides } from './sides.ts'
import { createSimulatedClock } from './simulated-clock.ts'

/**
 * A copy of both sides in memory, in simulated time: every call takes as long as a reading of the
 * real ones takes now, yet nobody waits for it. So it can be told how long people would be parked.
 */
export async function openRehearsal(
  context: Context,
  steps: readonly Step[],
  signal: AbortSignal
): Promise<Sides> {
  const { directory, organization } = context
  const { identity, users, states, domains } = await gatherRecords(context, signal)
  const names = logonNameKeys(steps.map(step => fold(step.toDomainName)))
  const accounts = await directory.findAccounts(names, signal)
  const byName = new Map(accounts.map(account => [fold(account.logonName), account]))
  const some = steps.slice(0, probes)
  const organizationMs = await medianMs(context.clock, some, step =>
    organization.readUser(step.systemUserId, signal)
  )
  const directoryMs = await medianMs(context.clock, some, step =>
    directory.findAccounts(logonNameKeys([fold(step.toDomainName)]), signal)
  )
  const clock = createSimulatedClock(context.clock.now())
  const copy = context.rehearsal({
    identity,
    users,
    heldGuids: new Map(
      states.flatMap(state => (state.objectGuid ? [[state.systemUserId, state.objectGuid]] : []))
    ),
    resolveName: async name => byName.get(recordNameKey(name, domains)),
    takeTime: abort => clock.sleep(organizationMs, abort)
  })
  return {
    context: { ...context, organization: copy, clock, store: dated(context.store, context.clock) },
    organization: copy,
    async findAccounts(names, abort) {
      await clock.sleep(directoryMs, abort)
      return names.flatMap(name => byName.get(name) ?? [])
    },
    anyOf: running => clock.anyOf(running)
  }
}

/** What is kept of a rehearsal has true dates; how long people would be parked is told in seconds. */
function dated(store: Store, clock: Clock): Store {
  const { executions } = store
  return {
    ...store,
    executions: {
      ...executions,
      journal: (executionId, entry) =>
        executions.journal(executionId, { ...entry, at: clock.now() })
    },
    atomically: work => store.atomically(tx => work(dated(tx, clock)))
  }
}

const probes = 5

/** How long a call takes just now, by a few of them, one after the other. */
async function medianMs<Each>(
  clock: Clock,
  some: readonly Each[],
  call: (each: Each) => Promise<unknown>
): Promise<number> {
  const times: number[] = []
  for (const each of some) {
    const before = clock.monotonicMs()
    await call(each)
    times.push(clock.monotonicMs() - before)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}
