import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { connect } from './connect.ts'
import { openApiKeys } from './http/api-keys.ts'
import { createApp, type DoorNeeds } from './http/app.ts'
import type { Door } from './http/context.ts'
import { RelinkError } from './errors.ts'
import type { Store, Work } from './ports.ts'
import { rehearsalOrganization } from './sandbox/rehearsal-organization.ts'
import { openStore } from './store/open-store.ts'
import { systemClock } from './system-clock.ts'
import { createMetrics } from './telemetry/create-metrics.ts'
import type { Context } from './use-cases/context.ts'
import { createService } from './use-cases/create-service.ts'
import { lead } from './use-cases/lead.ts'
import { serveScans } from './use-cases/run-scan.ts'
import { serveScheduledScans } from './use-cases/serve-scheduled-scans.ts'
import { createWork } from './work/in-process.ts'

export interface Relink {
  /** Base URL of the address it listens on. */
  readonly url: string
  readonly store: Store
  /** Takes no more work, ends or journals what is under way, closes everything. */
  stop(): Promise<void>
}

/** SIGTERM to exit takes at most 10 s; the rest is for the connections. */
const workStopTimeoutMs = 8000

/** Wires every room to every other, by hand, and starts listening. */
export async function compose(
  config: Config,
  log: Logger,
  more?: DoorNeeds['more']
): Promise<Relink> {
  const store = await openStore(config, log)
  const work = await openWork(config, log)
  const { metrics, scrape } = createMetrics()
  const context: Context = {
    ...connect(config, log),
    store,
    work,
    clock: systemClock,
    log,
    metrics,
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
    ...(config.metrics && { scrape }),
    ...(more && { more })
  })
  const stopping = new AbortController()
  const working = workUntil(context, config, stopping.signal)
  const stop = async (): Promise<void> => {
    await Promise.all([app.close(), work.stop()])
    stopping.abort()
    await working
    await Promise.all([context.directory.close(), context.organization.close()])
    await store.close()
  }
  try {
    return { url: await listen(app, config), store, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Where the store is shared, so is the work. */
async function openWork({ databaseUrl }: Config, log: Logger): Promise<Work> {
  const limits = { stopTimeoutMs: workStopTimeoutMs }
  if (databaseUrl === undefined) return createWork(log, limits)
  const { createSharedWork } = await import('./work/pg-boss.ts')
  return createSharedWork(databaseUrl, log, limits)
}

/** Every process scans; one of them, the runner, executes. */
async function workUntil(context: Context, config: Config, signal: AbortSignal): Promise<void> {
  const { store, work } = context
  if (config.scanSchedule !== undefined) await work.schedule('scheduled-scan', config.scanSchedule)
  await Promise.all([
    serveScans(context, signal),
    serveScheduledScans(context, signal),
    store.lead((runners, own) => lead({ ...context, store: runners }, own), signal)
  ])
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
