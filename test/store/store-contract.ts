import type { Test } from 'tap'
import type { Store } from '../../src/ports.ts'
import { atomicallyContract } from './contract/atomically.ts'
import { auditContract } from './contract/audit.ts'
import { executionsContract } from './contract/executions.ts'
import { idempotencyContract } from './contract/idempotency.ts'
import { linksContract } from './contract/links.ts'
import { plansContract } from './contract/plans.ts'
import { scansContract } from './contract/scans.ts'
import { snapshotsContract } from './contract/snapshots.ts'

/** Opens an empty store and closes it when the test ends. */
export type Open = (t: Test) => Promise<Store>

/** What every engine must keep. */
export async function storeContract(t: Test, open: Open): Promise<void> {
  await scansContract(t, open)
  await snapshotsContract(t, open)
  await linksContract(t, open)
  await plansContract(t, open)
  await executionsContract(t, open)
  await auditContract(t, open)
  await idempotencyContract(t, open)
  await atomicallyContract(t, open)
}
