import { RelinkError } from '../errors.ts'
import type { ScanStore, StoredScan } from '../ports.ts'

export async function getScan(
  store: { readonly scans: ScanStore },
  scanId: string
): Promise<StoredScan> {
  const scan = await store.scans.get(scanId)
  if (scan) return scan
  throw new RelinkError('scan-not-found', {
    detail: `No scan has the id ${scanId}. GET /v1/scans lists them.`
  })
}
