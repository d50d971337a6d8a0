import type { AuditEntry } from '../model/audit-row.ts'
import type { Caller } from '../model/caller.ts'
import { present } from '../model/present.ts'
import type { Clock, Store } from '../ports.ts'

export interface Deed {
  readonly action: string
  readonly target?: string
  readonly changeNumber?: string | undefined
  readonly outcome?: AuditEntry['outcome']
  readonly before?: string
  readonly after?: string
}

/** One row of the trail; hand in the store of the transaction that holds the deed itself. */
export async function recordDeed(
  store: Store,
  clock: Clock,
  caller: Pick<Caller, 'name' | 'onBehalfOf' | 'remoteAddress'>,
  deed: Deed
): Promise<void> {
  await store.audit.append(
    present({
      at: clock.now(),
      actor: caller.name,
      onBehalfOf: caller.onBehalfOf,
      remoteAddress: caller.remoteAddress,
      outcome: 'done' as const,
      ...deed
    })
  )
}
