import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Test } from 'tap'
import type { Account } from '../../src/model/account.ts'
import type { Caller } from '../../src/model/caller.ts'
import type { User } from '../../src/model/user.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Context, Policy } from '../../src/use-cases/context.ts'
import { serveExecutions } from '../../src/use-cases/run-execution.ts'
import { serveScans } from '../../src/use-cases/run-scan.ts'
import { createWork } from '../../src/work/in-process.ts'
import { fakeClock } from './clock.ts'
import { fakeDirectory } from './directory.ts'
import { fakeMetrics } from './metrics.ts'
import { fakeOrganization } from './organization.ts'

/** What a deployment that sets nothing goes by, more or less. */
export const policy: Policy = {
  placeholders: ['CONTOSO\\crm-park-01'],
  makesPlaceholders: false,
  protectedNames: [],
  protectedGroups: [],
  approvalsRequired: 1,
  maxPlanUsers: 500,
  maxPlanPercent: 100,
  planTtlMs: 86_400_000,
  settleTimeoutMs: 120_000,
  fullScanIntervalMs: 86_400_000,
  maxConcurrency: 4
}

interface Wanted {
  readonly users?: readonly User[]
  readonly accounts?: readonly Account[]
  readonly groups?: Readonly<Record<string, readonly string[]>>
  readonly policy?: Partial<Policy>
}

/** The embedded store and the runner as they are; both outside worlds and the time are fakes. */
export async function openContext(t: Test, wanted: Wanted = {}) {
  const log = pino({ level: 'silent' })
  const work = createWork(log)
  const dataDir = await mkdtemp(join(tmpdir(), 'relink-test-'))
  const store = await openStore({ dataDir }, log)
  t.teardown(async () => {
    await work.stop()
    await store.close()
    await rm(dataDir, { recursive: true })
  })
  const clock = fakeClock()
  const organization = fakeOrganization(wanted.users ?? [])
  const metrics = fakeMetrics()
  const context: Context = {
    directory: fakeDirectory(wanted.accounts ?? [], wanted.groups),
    organization,
    store,
    work,
    clock,
    log,
    metrics,
    policy: { ...policy, ...wanted.policy },
    rehearsal: () => fakeOrganization([])
  }
  return { context, store, work, clock, organization, stranded: metrics.stranded }
}

/** Has the work of this context done until the test ends. */
export function serveAll(t: Test, context: Context): void {
  const serving = new AbortController()
  t.teardown(() => serving.abort())
  void serveScans(context, serving.signal)
  void serveExecutions(context, serving.signal)
}

export function caller(name: string): Caller {
  return { name, roles: new Set() }
}

/** `user1` holds `CONTOSO\user1`. */
export function userOf(number: number, more: Partial<User> = {}): User {
  return {
    systemUserId: idOf(number),
    domainName: `CONTOSO\\user${number}`,
    fullName: `User ${number}`,
    lastName: `No${number}`,
    isDisabled: false,
    accessMode: 0,
    isIntegrationUser: false,
    isSetupUser: false,
    createdOn: '2020-01-02T03:04:05.000Z',
    etag: `W/"${number}"`,
    ...more
  }
}

export function accountOf(logonName: string, number: number): Account {
  return {
    objectGuid: guidOf(number),
    logonName,
    sidHistory: [],
    proxyAddresses: [],
    distinguishedName: `CN=${logonName},DC=contoso,DC=test`,
    isEnabled: true,
    whenCreated: '2019-01-02T03:04:05.000Z'
  }
}

export function idOf(number: number): string {
  return `c0ffee00-0000-4000-8000-${String(number).padStart(12, '0')}`
}

export function guidOf(number: number): string {
  return idOf(number).replace('-8000-', '-9000-')
}
