import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Account, AccountKeys } from '../../src/model/account.ts'
import type { Directory, Store, StoredExecution } from '../../src/ports.ts'
import { createOrganization } from '../../src/dynamics/create-organization.ts'
import { RelinkError } from '../../src/errors.ts'
import { rehearsalOrganization } from '../../src/sandbox/rehearsal-organization.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Context } from '../../src/use-cases/context.ts'
import { createService } from '../../src/use-cases/create-service.ts'
import { lead } from '../../src/use-cases/lead.ts'
import type { Service } from '../../src/use-cases/service.ts'
import { createWork } from '../../src/work/in-process.ts'
import { caller, policy } from '../fakes/context.ts'
import { fakeDirectory } from '../fakes/directory.ts'
import { fakeMetrics } from '../fakes/metrics.ts'
import { settleTimeoutMs, type Answer, type Drive } from './drive.ts'
import { imitateOrganization, type Caller, type ImitatedOrganization } from './imitation-line.ts'
import type { Town } from './town.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

const log = pino({ level: 'silent' })
const [author, approver] = [caller('ada'), caller('bob')]
const lookUpMs = 15

/**
 * The use cases over the embedded store, on virtual time. A process that is killed is one whose
 * every wait is for ever: it has come as far as it could, and nothing of it moves again.
 */
export async function driveInProcess(town: Town): Promise<Drive> {
  const clock = createVirtualClock()
  const organization = imitateOrganization(town, clock)
  const dataDir = await mkdtemp(join(tmpdir(), 'relink-model-'))
  const sought = new Set<string>()
  let life = await openLife(town, clock, organization, dataDir, sought)
  await life.store.links.put(town.links)
  const plan = await clock.awaitResult(approvedPlan(life.service, town))
  let executionId = ''
  const answered = (deed: Promise<StoredExecution>) => clock.awaitResult(answerOf(deed))
  const kill = async (isSentLost: boolean): Promise<void> => {
    Object.assign(life.process, { isDead: true, isSentLost })
    clock.forget(life.process)
    await life.store.close()
  }
  return {
    town,
    steps: plan.steps,
    rows: organization.table.rows,
    writes: organization.table.writes,
    get asked() {
      return organization.asked.union(sought)
    },
    written: organization.written,
    async execute() {
      const answer = await answered(life.service.executeRemap(author, plan))
      if (answer.kind === 'done') executionId = answer.execution.executionId
      return answer
    },
    act: deed => answered(life.service[`${deed}Execution`](author, executionId)),
    execution: () => life.service.getExecution(executionId),
    users: async () =>
      (await life.service.listExecutionUsers(executionId, {}, { offset: 0, limit: 100 })).rows,
    kill,
    async restart() {
      life = await openLife(town, clock, organization, dataDir, sought)
    },
    change(systemUserId, changes) {
      const row = organization.table.find(systemUserId)
      if (row) organization.table.change(row, changes)
    },
    failNext: organization.failNext,
    failFor: organization.failFor,
    recover: () => organization.recover(),
    pass: ms => clock.pass(ms),
    rest: ms => clock.pass(ms),
    isStill: true,
    async close() {
      if (!life.process.isDead) await kill(true)
      await rm(dataDir, { recursive: true })
    }
  }
}

interface Life {
  readonly process: Caller
  readonly service: Service
  readonly store: Store
}

async function openLife(
  town: Town,
  clock: VirtualClock,
  imitated: ImitatedOrganization,
  dataDir: string,
  sought: Set<string>
): Promise<Life> {
  const process: Caller = { isDead: false, isSentLost: false }
  const own = clock.clockOf(process)
  const store = await openStore({ dataDir }, log)
  const settings = {
    url: 'http://crm.test/Contoso',
    apiVersion: 'v9.1',
    auth: () => imitated.lineOf(process),
    timeoutMs: 30_000,
    pageSize: 5000,
    maxConcurrency: 3
  }
  const context: Context = {
    directory: slowly(fakeDirectory(accountsOf(town)), keys => {
      noteSought(town, keys, sought)
      return clock.sleep(process, lookUpMs)
    }),
    organization: createOrganization(settings, own, log),
    store,
    work: createWork(log),
    clock: own,
    log,
    metrics: fakeMetrics(),
    policy: {
      ...policy,
      placeholders: town.placeholders,
      settleTimeoutMs,
      maxConcurrency: 3
    },
    rehearsal: rehearsalOrganization
  }
  const never = new AbortController().signal
  void store.lead((runners, signal) => lead({ ...context, store: runners }, signal), never)
  return { process, service: createService(context), store }
}

/** Time passes between reading a record and writing it. */
function slowly(directory: Directory, pass: (keys: AccountKeys) => Promise<void>): Directory {
  return {
    ...directory,
    async findAccounts(keys, signal) {
      await pass(keys)
      return directory.findAccounts(keys, signal)
    }
  }
}

/** A step looks for the account that its user is to get, and for the placeholder at most besides. */
function noteSought({ targets }: Town, { logonNames }: AccountKeys, sought: Set<string>): void {
  if (logonNames.size > 2) return
  for (const { systemUserId, account } of targets) {
    if (logonNames.has(account.toLowerCase())) sought.add(systemUserId)
  }
}

function accountsOf({ entries }: Town): Account[] {
  return entries
    .filter(({ attributes }) => attributes['objectClass'] === 'user')
    .map(({ dn, objectGuid = '', attributes }) => ({
      objectGuid,
      logonName: `CONTOSO\\${String(attributes['sAMAccountName'])}`,
      sidHistory: [],
      proxyAddresses: [],
      distinguishedName: dn,
      isEnabled: true,
      whenCreated: '2018-11-01T09:00:00.000Z'
    }))
}

async function approvedPlan(service: Service, { targets }: Town) {
  const { planId, digest } = await service.planRemap(author, { targets: [...targets] })
  return service.approvePlan(approver, planId, { digest })
}

async function answerOf(deed: Promise<StoredExecution>): Promise<Answer> {
  try {
    return { kind: 'done', execution: await deed }
  } catch (error) {
    if (error instanceof RelinkError) return { kind: 'refused', code: error.code }
    throw error
  }
}
