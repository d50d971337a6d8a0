import { RelinkError } from '../errors.ts'
import type { StoredScan } from '../ports.ts'
import { classify } from '../planning/classify.ts'
import { countFindings } from '../planning/count-findings.ts'
import { guardSources } from '../planning/guard-sources.ts'
import type { Context } from './context.ts'
import { gatherWorld, type Gathered } from './gather-world.ts'
import { learnLinks } from './learn-links.ts'
import { toMismatch } from './to-mismatch.ts'

export function scanName(scanId: string): string {
  return `scan:${scanId}`
}

/** One scan at a time: each reads both sides whole. Starting what runs already changes nothing. */
export function startScanning(
  context: Context,
  scanId: string,
  acceptSmallerSources: boolean
): void {
  const run = (signal: AbortSignal) => runScan(context, scanId, acceptSmallerSources, signal)
  context.work.start(scanName(scanId), run, 'scans')
}

/** Compares everyone and keeps the result; a failure becomes the scan's own, never thrown. */
async function runScan(
  context: Context,
  scanId: string,
  acceptSmallerSources: boolean,
  signal: AbortSignal
): Promise<void> {
  const asked = await context.store.scans.get(scanId)
  if (!asked || asked.isTerminal) return
  const scan: StoredScan = { ...asked, status: 'Running' }
  try {
    signal.throwIfAborted()
    await context.store.scans.update(scan)
    const world = await gatherWorld(context, signal)
    await refuseSmallSources(context, world, acceptSmallerSources)
    await keepResult(context, scan, world)
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

async function keepResult(context: Context, scan: StoredScan, world: Gathered): Promise<void> {
  const findings = classify(world)
  const { identity, sizes } = world
  await context.store.atomically(async store => {
    const linksLearned = await learnLinks({ ...context, store }, findings)
    await store.scans.addMismatches(
      scan.scanId,
      findings.flatMap(finding => toMismatch(finding) ?? [])
    )
    await store.scans.keepSizes(identity.organizationId, {
      users: sizes.users.entries,
      accounts: sizes.accounts.entries
    })
    await store.scans.update({
      ...scan,
      ...countFindings(findings, scan.checks),
      status: 'Succeeded',
      isTerminal: true,
      percentComplete: 100,
      finishedAt: context.clock.now(),
      organizationId: identity.organizationId,
      accountsRead: sizes.accounts.entries,
      linksLearned
    })
  })
}

/** A scan writes nothing outside: cut off by a stop of the service it is simply run again. */
async function keepFailure(
  context: Context,
  scan: StoredScan,
  error: unknown,
  signal: AbortSignal
): Promise<void> {
  if (context.work.isStopping) return
  const isCanceled = signal.aborted
  if (!isCanceled && !(error instanceof RelinkError)) {
    context.log.error({ scanId: scan.scanId, error }, 'scan failed unexpectedly')
  }
  await context.store.scans.update({
    ...scan,
    status: isCanceled ? 'Canceled' : 'Failed',
    isTerminal: true,
    finishedAt: context.clock.now(),
    ...(!isCanceled && failure(error))
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
