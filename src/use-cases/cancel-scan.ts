import { RelinkError } from '../errors.ts'
import type { Caller } from '../model/caller.ts'
import type { StoredScan } from '../ports.ts'
import type { Context } from './context.ts'
import { getScan } from './get-scan.ts'
import { recordDeed } from './record-deed.ts'
import { scanName } from './run-scan.ts'

/** Stops a running scan; a canceled one stays canceled, a finished one can't be canceled. */
export async function cancelScan(
  { store, work, clock }: Context,
  caller: Caller,
  scanId: string
): Promise<StoredScan> {
  const scan = await getScan(store, scanId)
  if (scan.status === 'Canceled') return scan
  if (scan.isTerminal) {
    throw new RelinkError('not-possible-now', {
      detail: `The scan has ended already (${scan.status}).`
    })
  }
  await recordDeed(store, clock, caller, { action: 'cancel-scan', target: scanId })
  work.cancel(scanName(scanId))
  await work.settled(scanName(scanId), 5000)
  return getScan(store, scanId)
}
