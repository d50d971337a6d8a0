import { randomUUID } from 'node:crypto'
import type { Caller } from '../model/caller.ts'
import type { Mismatch } from '../model/mismatch.ts'
import { present } from '../model/present.ts'
import type { DetectRequest } from '../model/requests.ts'
import type { StoredScan } from '../ports.ts'
import type { Finding } from '../planning/classify.ts'
import { countFindings } from '../planning/count-findings.ts'
import { answerTimeoutMs, type Context } from './context.ts'
import { findMismatches } from './find-mismatches.ts'
import { gatherNamed } from './gather-named.ts'
import { learnLinks } from './learn-links.ts'
import { recordDeed } from './record-deed.ts'
import type { ScanAnswer } from './service.ts'
import { toMismatch } from './to-mismatch.ts'

/** With `users`: compared at once. Without: a scan of everyone is started. */
export async function detectMismatch(
  context: Context,
  caller: Caller,
  request: DetectRequest
): Promise<ScanAnswer> {
  return request.users
    ? detectNamed(context, caller, request, request.users)
    : startScan(context, caller, request)
}

async function startScan(
  context: Context,
  caller: Caller,
  request: DetectRequest
): Promise<StoredScan> {
  const scan = newScan(context, caller, request)
  await context.store.atomically(async store => {
    await store.scans.add(scan)
    await recordDeed(store, context.clock, caller, {
      action: 'detect-mismatch',
      target: scan.scanId
    })
  })
  await context.work.start('scan', scan.scanId)
  return scan
}

async function detectNamed(
  context: Context,
  caller: Caller,
  request: DetectRequest,
  users: readonly string[]
): Promise<ScanAnswer> {
  const signal = AbortSignal.timeout(answerTimeoutMs)
  const { world, asked, unknown } = await gatherNamed(context, users, signal)
  const all = await findMismatches(context, world, signal)
  const findings = all.filter(finding => asked.has(finding.user.systemUserId))
  const mismatches = findings.flatMap(finding => toMismatch(finding) ?? [])
  const scan = {
    ...newScan(context, caller, request),
    ...succeeded(findings, request, context.clock.now()),
    organizationId: world.identity.organizationId,
    accountsRead: world.sizes.accounts.entries,
    unknownUsers: [...unknown]
  }
  return keep(context, caller, scan, findings, mismatches)
}

async function keep(
  context: Context,
  caller: Caller,
  scan: StoredScan,
  findings: readonly Finding[],
  mismatches: Mismatch[]
): Promise<ScanAnswer> {
  const learned = await context.store.atomically(async store => {
    const linksLearned = await learnLinks({ ...context, store }, findings)
    await store.scans.add({ ...scan, linksLearned })
    await store.scans.addMismatches(scan.scanId, mismatches)
    await recordDeed(store, context.clock, caller, {
      action: 'detect-mismatch',
      target: scan.scanId
    })
    return linksLearned
  })
  return { ...scan, linksLearned: learned, mismatches }
}

function succeeded(findings: readonly Finding[], request: DetectRequest, now: string) {
  return {
    status: 'Succeeded',
    isTerminal: true,
    percentComplete: 100,
    finishedAt: now,
    ...countFindings(findings, request.checks ?? ['logon'])
  } as const
}

function newScan({ clock }: Context, caller: Caller, request: DetectRequest): StoredScan {
  return present({
    scanId: randomUUID(),
    status: 'NotStarted' as const,
    isTerminal: false,
    percentComplete: 0,
    createdAt: clock.now(),
    requestedBy: caller.name,
    onBehalfOf: caller.onBehalfOf,
    checks: request.checks ?? ['logon'],
    acceptSmallerSources: request.acceptSmallerSources,
    isFull: request.users ? undefined : request.full,
    accountsRead: 0,
    linksLearned: 0,
    ...countFindings([], [])
  })
}
