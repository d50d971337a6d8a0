import type { Log, Store } from '../ports.ts'
import { createStore, type Engine } from './create-store.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/all.ts'
import { openEmbedded } from './sqlite/open-embedded.ts'

export interface StoreSettings {
  /** Folder of the embedded store, where there is no `databaseUrl`. */
  readonly dataDir: string
  /** `postgres://…`: the store that several processes share. */
  readonly databaseUrl?: string
}

/**
 * The store of these settings, its schema up to date. Throws RelinkError 'store-unavailable' whose
 * detail says what to do.
 */
export async function openStore(settings: StoreSettings, log: Log): Promise<Store> {
  const engine = await openEngine(settings, log)
  try {
    await migrate(engine.db, migrations)
  } catch (error) {
    await engine.db.destroy()
    throw error
  }
  return createStore(engine)
}

/** Who needs no PostgreSQL doesn't wait for its driver to be loaded. */
async function openEngine({ dataDir, databaseUrl }: StoreSettings, log: Log): Promise<Engine> {
  if (databaseUrl === undefined) return openEmbedded(dataDir)
  const { openShared } = await import('./postgres/open-shared.ts')
  return openShared(databaseUrl, log)
}
