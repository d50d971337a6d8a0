import type { Kysely } from 'kysely'
import type { Store } from '../ports.ts'
import { auditStore } from './audit-store.ts'
import { connect, type Connection } from './connection.ts'
import { executionStore } from './execution-store.ts'
import { idempotencyStore } from './idempotency-store.ts'
import { linkStore } from './link-store.ts'
import { planStore } from './plan-store.ts'
import { scanStore } from './scan-store.ts'
import type { Tables } from './tables.ts'

/** The store on a database whose schema is up to date, whatever its engine. */
export function createStore(db: Kysely<Tables>): Store {
  return storeOn(connect(db))
}

function storeOn(connection: Connection): Store {
  return {
    scans: scanStore(connection),
    links: linkStore(connection),
    plans: planStore(connection),
    executions: executionStore(connection),
    audit: auditStore(connection),
    idempotency: idempotencyStore(connection),
    atomically: work => connection.together(bound => work(storeOn(bound))),
    check: () => check(connection),
    close: () => connection.close()
  }
}

async function check({ db }: Connection): Promise<void> {
  await db.selectFrom('scans').select('scanId').limit(1).execute()
}
