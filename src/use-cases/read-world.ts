import { randomUUID } from 'node:crypto'
import { RelinkError } from '../errors.ts'
import { untold, type Untold } from '../model/changes.ts'
import type { Snapshot, SnapshotPage } from '../model/snapshot.ts'
import type { Store, StoredScan } from '../ports.ts'
import type { Context } from './context.ts'
import { gatherChanged } from './gather-changed.ts'
import { gatherWorld, type Gathered } from './gather-world.ts'

/** Both sides as they are now, and what of it the next scan may go on from. */
export interface Reading {
  readonly world: Gathered
  /** Why everything was read; absent where only what changed was. */
  readonly whyFull?: string
  /** Once it is believed: stores what would be too much for one transaction. No use without `keep`. */
  readonly prepare: () => Promise<void>
  /** Makes durable what was seen, with all else that `store` does. */
  readonly keep: (store: Store) => Promise<void>
}

/** What changed since the last scan, added to what that one saw; where that can't be told, everything. */
export async function readWorld(
  context: Context,
  scan: StoredScan,
  signal: AbortSignal
): Promise<Reading> {
  const last = await lastSnapshot(context, scan, signal)
  if ('kind' in last) return readEverything(context, scan, last.reason, signal)
  const renewed = await orUntold(gatherChanged(context, last, signal), signal)
  if (renewed.kind === 'untold') return readEverything(context, scan, renewed.reason, signal)
  const { world, changes, marks } = renewed
  const pages = [...pagesOf(changes)]
  const pageCount = last.pageCount + pages.length
  return {
    world,
    prepare: nothing,
    async keep({ snapshots }) {
      const next = { ...last, ...marks, scanId: scan.scanId, pageCount }
      if (!(await snapshots.set(next, last.scanId))) return
      for (const page of pages) await snapshots.addPage(last.organizationId, last.readingId, page)
    }
  }
}

async function lastSnapshot(
  { organization, store, clock, policy }: Context,
  { isFull }: StoredScan,
  signal: AbortSignal
): Promise<Snapshot | Untold> {
  if (isFull === true) return untold('It was asked for.')
  const { organizationId } = await organization.identify(signal)
  const last = await store.snapshots.get(organizationId)
  if (!last) return untold('There is no scan before that this one could go on from.')
  const age = Date.parse(clock.now()) - Date.parse(last.readAt)
  return age < policy.fullScanIntervalMs ? last : untold('It was time for it (FULL_SCAN_INTERVAL).')
}

async function readEverything(
  context: Context,
  { scanId }: StoredScan,
  why: string,
  signal: AbortSignal
): Promise<Reading> {
  const { organization, store, clock } = context
  const readAt = clock.now()
  // Before anything is read: what changes meanwhile is read again rather than missed.
  const organizationMark = await orUntold(organization.mark(signal), signal)
  const world = await gatherWorld(context, signal)
  const { kept, users, directoryMark } = world
  if (directoryMark.kind === 'untold') return forNoNext(world, directoryMark)
  if (organizationMark.kind === 'untold') return forNoNext(world, organizationMark)
  const pages = [...pagesOf({ users, accounts: kept, gone: [] })]
  const snapshot: Snapshot = {
    organizationId: world.identity.organizationId,
    scanId,
    // Not the scan's: one that was cut off is run again, and may have left pages.
    readingId: randomUUID(),
    readAt,
    accountCount: kept.length,
    pageCount: pages.length,
    directoryMark: directoryMark.mark,
    organizationMark: organizationMark.mark
  }
  return {
    world,
    whyFull: why,
    async prepare() {
      for (const page of pages) {
        signal.throwIfAborted()
        await store.snapshots.addPage(snapshot.organizationId, snapshot.readingId, page)
      }
    },
    async keep({ snapshots }) {
      await snapshots.set(snapshot)
    }
  }
}

function forNoNext(world: Gathered, { reason }: Untold): Reading {
  return { world, whyFull: reason, prepare: nothing, keep: nothing }
}

async function nothing(): Promise<void> {}

const rowsPerPage = 1000

/** None for nothing. */
function* pagesOf({ users, accounts, gone }: SnapshotPage): Iterable<SnapshotPage> {
  const most = Math.max(users.length, accounts.length, gone.length)
  for (let from = 0; from < most; from += rowsPerPage) {
    const part = <Row>(rows: readonly Row[]) => rows.slice(from, from + rowsPerPage)
    yield { users: part(users), accounts: part(accounts), gone: part(gone) }
  }
}

/** To know changes saves time, and is nothing to fail for: who can't be asked for all fails by that. */
async function orUntold<T>(asked: Promise<T>, signal: AbortSignal): Promise<T | Untold> {
  try {
    return await asked
  } catch (error) {
    if (signal.aborted || !(error instanceof RelinkError)) throw error
    return untold(error.details.detail)
  }
}
