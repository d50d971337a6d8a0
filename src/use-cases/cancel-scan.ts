import { RelinkError } from '../errors.ts'
import type { Caller } from '../model/caller.ts'
import type { StoredScan } from '../ports.ts'
import type { Context } from './context.ts'
import { getScan } from './get-scan.ts'
import { recordDeed } from './record-deed.ts'

/**
 * Stops a scan, whichever process runs it: what it finds from now on is not kept. A canceled one
 * stays canceled, a finished one can't be canceled.
 */
export async function cancelScan(
  { store, work, clock }: Context,
  caller: Caller,
  scanId: string
): Promise<StoredScan> {
  const scan = await getScan(store, scanId)
  if (scan.status === 'Canceled') return scan
  await store.atomically(async tx => {
    const isCanceled = await tx.scans.update({
      ...scan,
      status: 'Canceled',
      isTerminal: true,
      finishedAt: clock.now()
    })
    if (!isCanceled) throw hasEnded(await getScan(tx, scanId))
    await recordDeed(tx, clock, caller, { action: 'cancel-scan', target: scanId })
  })
  await work.cancel('scan', scanId)
  return getScan(store, scanId)
}

function hasEnded({ status }: StoredScan): RelinkError {
  return new RelinkError('not-possible-now', { detail: `The scan has ended already (${status}).` })
}
