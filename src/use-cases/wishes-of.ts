import { RelinkError } from '../errors.ts'
import type { Mismatch } from '../model/mismatch.ts'
import type { PlanRequest } from '../model/requests.ts'
import type { Wish } from '../planning/judge-wish.ts'
import type { Store, StoredScan } from '../ports.ts'
import { getScan } from './get-scan.ts'

export async function wishesOf(
  store: Store,
  request: PlanRequest,
  organizationId: string
): Promise<readonly Wish[]> {
  if (!request.scanId && !request.targets) {
    throw invalid('', 'scanId or targets is required: say which scan to plan, or who becomes whom.')
  }
  refuseTwice(request)
  const found = request.scanId
    ? await foundWishes(store, await usableScan(store, request.scanId, organizationId), request)
    : []
  const decided = (request.targets ?? []).map(target => ({
    kind: 'decided' as const,
    systemUserId: target.systemUserId.toLowerCase(),
    account: target.account
  }))
  const isDecided = new Set(decided.map(wish => wish.systemUserId))
  return [...found.filter(wish => !isDecided.has(wish.systemUserId)), ...decided]
}

async function usableScan(
  store: Store,
  scanId: string,
  organizationId: string
): Promise<StoredScan> {
  const scan = await getScan(store, scanId)
  if (scan.status !== 'Succeeded') {
    throw new RelinkError('scan-not-finished', {
      detail: `The scan is ${scan.status}. Plan from one that has Succeeded.`,
      retryable: !scan.isTerminal
    })
  }
  if (scan.organizationId !== organizationId) {
    throw new RelinkError('scan-of-another-organization', {
      detail: 'Run detect-mismatch against the organization that this service is connected to.'
    })
  }
  return scan
}

/** Whoever is named is answered for; who is not, only if the scan found what was asked for. */
async function foundWishes(
  store: Store,
  { scanId }: StoredScan,
  { systemUserIds, kinds }: PlanRequest
): Promise<readonly Wish[]> {
  const mismatches = await allMismatches(store, scanId)
  const isOfKinds = ({ kind }: Mismatch) => !kinds || kinds.includes(kind)
  if (!systemUserIds) return mismatches.filter(isOfKinds).map(toWish)
  const byId = new Map(mismatches.map(each => [each.systemUserId, each]))
  const ids = new Set(systemUserIds.map(id => id.toLowerCase()))
  return [...ids].map(systemUserId => {
    const mismatch = byId.get(systemUserId)
    if (!mismatch) return { kind: 'not-found-by-scan', systemUserId }
    if (isOfKinds(mismatch)) return toWish(mismatch)
    return { kind: 'of-another-kind', systemUserId, found: mismatch.kind }
  })
}

function toWish(mismatch: Mismatch): Wish {
  return { kind: 'found', systemUserId: mismatch.systemUserId, mismatch }
}

async function allMismatches(store: Store, scanId: string): Promise<readonly Mismatch[]> {
  const all: Mismatch[] = []
  for (;;) {
    const page = { offset: all.length, limit: 1000 }
    const { rows, totalCount } = await store.scans.mismatches(scanId, {}, page)
    all.push(...rows)
    if (rows.length === 0 || all.length >= totalCount) return all
  }
}

function refuseTwice({ targets = [] }: PlanRequest): void {
  const ids = targets.map(target => target.systemUserId.toLowerCase())
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index)
  if (twice >= 0) {
    throw invalid(`/targets/${twice}`, 'This user has a target already; give each user one.')
  }
}

function invalid(pointer: string, detail: string): RelinkError {
  return new RelinkError('invalid-request', { detail, errors: [{ pointer, detail }] })
}
