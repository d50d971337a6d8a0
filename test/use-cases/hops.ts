import type { JournalEntry } from '../../src/model/execution.ts'
import type { Step } from '../../src/model/plan.ts'
import type { Store, StoredExecution } from '../../src/ports.ts'
import { accountOf, guidOf, idOf, userOf } from '../fakes/context.ts'
import { execution, plan, step } from '../store/samples.ts'

export const placeholder = 'CONTOSO\\crm-park-01'

/** Users 1 and 2, both renamed from `user1` to `new1` …, and the accounts that they hop over. */
export const hoppers = {
  users: [userOf(1), userOf(2)],
  accounts: [
    accountOf('CONTOSO\\new1', 1),
    accountOf('CONTOSO\\new2', 2),
    accountOf(placeholder, 90)
  ]
}

/** One placeholder for both: the second is parked when the first has left it. */
export const hops: readonly Step[] = [...hop(1, []), ...hop(2, [2])]

function hop(number: number, after: readonly number[]): Step[] {
  const sequence = number * 2 - 1
  const user = { systemUserId: idOf(number), fullName: `User ${number}` }
  return [
    step(sequence, {
      ...user,
      fromDomainName: `CONTOSO\\user${number}`,
      fromObjectGuid: guidOf(number),
      toDomainName: placeholder,
      toObjectGuid: guidOf(90),
      after: [...after]
    }),
    step(sequence + 1, {
      ...user,
      fromDomainName: placeholder,
      toDomainName: `CONTOSO\\new${number}`,
      toObjectGuid: guidOf(number)
    })
  ]
}

/** An execution of both hops, kept with its plan and these lines of journal. */
export async function keepExecution(
  store: Store,
  more: Partial<StoredExecution> = {},
  journal: readonly JournalEntry[] = []
): Promise<string> {
  const own = plan({ status: 'Executing', users: 2, stepCount: 4, steps: [...hops] })
  await store.plans.add(own)
  const added = execution(own.planId, { usersTotal: 2, ...more })
  await store.executions.add(added)
  for (const entry of journal) await store.executions.journal(added.executionId, entry)
  return added.executionId
}

/** User 1 was parked, and the map failed. */
export const strandedJournal: readonly JournalEntry[] = [
  { ...lineOf(1), event: 'intent', etag: 'W/"1"', person: {} },
  { ...lineOf(1), event: 'done', domainName: placeholder, changedFields: [] },
  {
    ...lineOf(2),
    event: 'failed',
    code: 'name-unknown-to-dynamics',
    detail: 'Not known.',
    retryable: true,
    domainName: placeholder
  }
]

function lineOf(sequence: number) {
  return { step: sequence, systemUserId: idOf(1), at: '2026-03-01T08:00:00.000Z' }
}
