import { RelinkError } from '../errors.ts'
import type { StoredScan } from '../ports.ts'
import type { Finding } from '../planning/classify.ts'
import { countFindings } from '../planning/count-findings.ts'
import { guardSources } from '../planning/guard-sources.ts'
import type { Context } from './context.ts'
import { findMismatches } from './find-mismatches.ts'
import type { Gathered } from './gather-world.ts'
import { learnLinks } from './learn-links.ts'
import { readWorld, type Reading } from './read-world.ts'
import { toMismatch } from './to-mismatch.ts'

/** Serves scans: one at a time, since each may read both sides whole. */
export function serveScans(context: Context, signal: AbortSignal): Promise<void> {
  const run = (scanId: string, own: AbortSignal) => runScan(context, scanId, own)
  return context.work.serve('scan', run, { atOnce: 1 }, signal)
}

/** Compares everyone and keeps the result; a failure becomes the scan's own, never thrown. */
async function runScan(context: Context, scanId: string, signal: AbortSignal): Promise<void> {
  const asked = await context.store.scans.get(scanId)
  if (!asked || asked.isTerminal) return
  const scan: StoredScan = { ...asked, status: 'Running' }
  try {
    signal.throwIfAborted()
    await context.store.scans.update(scan)
    const reading = await readWorld(context, scan, signal)
    const { world } = reading
    if (reading.whyFull !== undefined) {
      await refuseSmallSources(context, world, asked.acceptSmallerSources ?? false)
    }
    await keepResult(context, scan, reading, await findMismatches(context, world, signal))
  } catch (error) {
    await keepFailure(context, scan, error, signal)
  }
}

async function refuseSmallSources(
  { store }: Context,
  { identity, sizes }: Gathered,
  acceptSmallerSources: boolean
): Promise<void> {
  const last = acceptSmallerSources
    ? undefined
    : await store.scans.lastSizes(identity.organizationId)
  const reason = guardSources(sizes, last)
  if (reason) throw new RelinkError('source-too-small', { detail: reason })
}

async function keepResult(
  context: Context,
  scan: StoredScan,
  { world, whyFull, prepare, keep }: Reading,
  findings: readonly Finding[]
): Promise<void> {
  const { identity, sizes } = world
  await prepare()
  await context.store.atomically(async store => {
    await store.scans.addMismatches(
      scan.scanId,
      findings.flatMap(finding => toMismatch(finding) ?? [])
    )
    if (whyFull !== undefined) {
      await store.scans.keepSizes(identity.organizationId, {
        users: sizes.users.entries,
        accounts: sizes.accounts.entries
      })
    }
    await keep(store)
    const linksLearned = await learnLinks({ ...context, store }, findings)
    const isKept = await store.scans.update({
      ...scan,
      ...countFindings(findings, scan.checks),
      status: 'Succeeded',
      isTerminal: true,
      percentComplete: 100,
      finishedAt: context.clock.now(),
      organizationId: identity.organizationId,
      isFull: whyFull !== undefined,
      ...(whyFull !== undefined && { whyFull }),
      accountsRead: sizes.accounts.entries,
      linksLearned
    })
    if (!isKept) throw new RelinkError('interrupted', { detail: 'The scan was canceled.' })
  })
}

/** A scan writes nothing outside: cut off, but not canceled, it is simply run again. */
async function keepFailure(
  { store, clock, log }: Context,
  scan: StoredScan,
  error: unknown,
  signal: AbortSignal
): Promise<void> {
  if (signal.aborted) return
  if (!(error instanceof RelinkError)) {
    log.error({ scanId: scan.scanId, error }, 'scan failed unexpectedly')
  }
  await store.scans.update({
    ...scan,
    status: 'Failed',
    isTerminal: true,
    finishedAt: clock.now(),
    ...failure(error)
  })
}

function failure(error: unknown): { failureCode: string; failureDetail: string } {
  return error instanceof RelinkError
    ? { failureCode: error.code, failureDetail: error.details.detail }
    : {
        failureCode: 'internal-error',
        failureDetail: 'The scan stopped for a reason inside the service. See its log.'
      }
}
