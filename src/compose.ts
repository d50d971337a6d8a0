import type { Logger } from 'pino'
import { createDirectory } from './active-directory/create-directory.ts'
import type { Config } from './config.ts'
import { none } from './dynamics/auth/none.ts'
import { createOrganization } from './dynamics/create-organization.ts'
import { openApiKeys } from './http/api-keys.ts'
import { createApp, type DoorNeeds } from './http/app.ts'
import type { Door } from './http/context.ts'
import { RelinkError } from './errors.ts'
import type { Store } from './ports.ts'
import { rehearsalOrganization } from './sandbox/rehearsal-organization.ts'
import { openStore } from './store/open-store.ts'
import { systemClock } from './system-clock.ts'
import type { Context, Policy } from './use-cases/context.ts'
import { createService } from './use-cases/create-service.ts'
import { sweep } from './use-cases/sweep.ts'
import { createWork } from './work/in-process.ts'

export interface Relink {
  /** Base URL of the address it listens on. */
  readonly url: string
  readonly store: Store
  /** Takes no more work, ends or journals what is under way, closes everything. */
  stop(): Promise<void>
}

const upstreamTimeoutMs = 30_000
const sweepEveryMs = 60_000
/** SIGTERM to exit takes at most 10 s; the rest is for the connections. */
const workStopTimeoutMs = 8000

/** Wires every room to every other, by hand, and starts listening. */
export async function compose(
  config: Config,
  log: Logger,
  more?: DoorNeeds['more']
): Promise<Relink> {
  const store = await openStore({ dataDir: config.dataDir })
  const context: Context = {
    store,
    directory: createDirectory({ ...config.directory, timeoutMs: upstreamTimeoutMs }, log),
    organization: createOrganization(
      { ...config.dynamics, auth: none, timeoutMs: upstreamTimeoutMs, pageSize: 5000 },
      systemClock,
      log
    ),
    work: createWork(log, { stopTimeoutMs: workStopTimeoutMs }),
    clock: systemClock,
    log,
    policy: policyOf(config),
    rehearsal: rehearsalOrganization
  }
  const app = await createApp({
    service: createService(context),
    idempotency: store.idempotency,
    keys: openApiKeys(config.apiKeysFile, log),
    log,
    settings: {
      docs: config.docs,
      ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl })
    },
    ...(more && { more })
  })
  const url = await listen(app, config)
  const stopSweeping = sweepRegularly(context)
  return {
    url,
    store,
    async stop() {
      stopSweeping()
      await Promise.all([app.close(), context.work.stop()])
      await Promise.all([context.directory.close(), context.organization.close()])
      await store.close()
    }
  }
}

/** Throws 'invalid-configuration' for an address that can't be listened on. */
async function listen(app: Door, { host, port }: Config): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown fault'
    throw new RelinkError('invalid-configuration', {
      detail: `HOST and PORT name an address that cannot be listened on (${code}): ${host}:${port}. Choose another, or stop what uses it.`,
      cause
    })
  }
}

function policyOf(config: Config): Policy {
  const { placeholderUnit } = config
  const { maxConcurrency, maxWritesPerSecond } = config.dynamics
  return {
    placeholders: config.placeholders,
    protectedNames: config.protectedNames,
    protectedGroups: config.protectedGroups,
    approvalsRequired: config.approvalsRequired,
    maxPlanUsers: config.maxPlanUsers,
    maxPlanPercent: config.maxPlanPercent,
    planTtlMs: config.planTtlMs,
    settleTimeoutMs: config.settleTimeoutMs,
    maxConcurrency,
    ...(placeholderUnit !== undefined && { placeholderUnit }),
    ...(maxWritesPerSecond !== undefined && { maxWritesPerSecond })
  }
}

/** At start and every minute, as work of its own: one sweep at a time, none after the stop. */
function sweepRegularly(context: Context): () => void {
  const start = () => context.work.start('sweep', signal => sweep(context, signal))
  start()
  const timer = setInterval(start, sweepEveryMs)
  return () => clearInterval(timer)
}
