import type { Kysely } from 'kysely'
import type { Store } from '../ports.ts'
import { auditStore } from './audit-store.ts'
import { connect, type Connection, type Hold } from './connection.ts'
import { executionStore } from './execution-store.ts'
import { idempotencyStore } from './idempotency-store.ts'
import { linkStore } from './link-store.ts'
import { planStore } from './plan-store.ts'
import { scanStore } from './scan-store.ts'
import { snapshotStore } from './snapshot-store.ts'
import type { Tables } from './tables.ts'

/** A database whose schema is up to date, and what its engine does in a way of its own. */
export interface Engine {
  readonly db: Kysely<Tables>
  readonly hold: Hold
  /** Absent where this process holds the database alone: then it is the runner. */
  readonly lead?: Store['lead']
}

/** The store, whatever its engine. */
export function createStore({ db, hold, lead }: Engine): Store {
  const store: Store = storeOn(connect(db, hold), lead ?? ((work, signal) => work(store, signal)))
  return store
}

function storeOn(connection: Connection, lead: Store['lead']): Store {
  return {
    scans: scanStore(connection),
    snapshots: snapshotStore(connection),
    links: linkStore(connection),
    plans: planStore(connection),
    executions: executionStore(connection),
    audit: auditStore(connection),
    idempotency: idempotencyStore(connection),
    atomically: work => connection.together(bound => work(storeOn(bound, refuseToLead))),
    lead,
    check: () => check(connection),
    close: () => connection.close()
  }
}

async function refuseToLead(): Promise<void> {
  throw new Error('A transaction can not lead.')
}

async function check({ db }: Connection): Promise<void> {
  await db.selectFrom('scans').select('scanId').limit(1).execute()
}
