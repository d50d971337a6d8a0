import { CamelCasePlugin, Kysely, sql, type Dialect } from 'kysely'
import { Pool } from 'pg'
import { RelinkError } from '../../errors.ts'
import type { Log } from '../../ports.ts'
import { createStore, type Engine } from '../create-store.ts'
import type { Tables } from '../tables.ts'
import { postgresDialect } from './dialect.ts'
import { hold } from './hold.ts'
import { lead } from './lead.ts'
import { openSession } from './open-session.ts'
import { serverName } from './server-name.ts'

/** The oldest that ends sessions for being idle (`idle_session_timeout`): see `openSession`. */
const oldestVersion = 14

/** Connections of this process, beside that of the runner. */
const mostConnections = 10

/** PostgreSQL, shared with other processes. Throws RelinkError 'store-unavailable'. */
export async function openShared(databaseUrl: string, log: Log): Promise<Engine> {
  const server = serverName(databaseUrl)
  const db = kyselyOver(postgresDialect(createPool(databaseUrl), server))
  try {
    await refuseOldServer(db, server)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    db,
    hold,
    lead: (work, signal) =>
      lead(
        {
          log,
          open: () => openSession(databaseUrl),
          work: (session, own) => {
            const store = createStore({
              db: kyselyOver(postgresDialect(session.pool, server)),
              hold
            })
            return work(store, own)
          }
        },
        signal
      )
  }
}

function kyselyOver(dialect: Dialect): Kysely<Tables> {
  return new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] })
}

function createPool(connectionString: string): Pool {
  const pool = new Pool({
    connectionString,
    max: mostConnections,
    application_name: 'relink',
    connectionTimeoutMillis: 5000,
    query_timeout: 15_000,
    keepAlive: true
  })
  // One that broke while nobody used it is gone from the pool; the next query makes another.
  pool.on('error', () => {})
  // One that breaks in a transaction, between two queries: told by the next of them. Without a
  // listener it would end the process.
  pool.on('connect', client => void client.on('error', () => {}))
  return pool
}

async function refuseOldServer(db: Kysely<Tables>, server: string): Promise<void> {
  const asked = sql<{ version: string }>`select current_setting('server_version') as version`
  const { rows } = await asked.execute(db)
  const version = rows[0]?.version ?? 'unknown'
  if (!isOld(version)) return
  throw new RelinkError('store-unavailable', {
    detail: `PostgreSQL at ${server} is version ${version}; ${oldestVersion} or newer is needed. Upgrade it, or point DATABASE_URL at another.`
  })
}

/** By the first number of, say, `15.18 (Debian 15.18-0+deb12u1)` or `9.6.24`. */
export function isOld(version: string): boolean {
  return !(Number.parseInt(version, 10) >= oldestVersion)
}
