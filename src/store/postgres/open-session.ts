import { Socket } from 'node:net'
import { Client } from 'pg'
import type { PooledClient, Pool } from './dialect.ts'

/**
 * One connection of its own. What it holds, the server takes back when it ends; and the server ends
 * it when nothing was heard for `serverWaitsMs`, so that a process that froze, or that the network
 * cut off, holds nothing for longer. After that it writes nothing more: there is no second connection.
 */
export interface Session {
  /** Everything over this one connection, in turns. */
  readonly pool: Pool
  query(text: string): Promise<readonly Record<string, unknown>[]>
  /** At once, and without a word to a server that may not listen. */
  drop(): void
}

export const serverWaitsMs = 8000
/** Well below, so that whoever lost the session knows before anybody else gets what it held. */
export const answerTimeoutMs = 5000

export async function openSession(connectionString: string): Promise<Session> {
  const socket = new Socket()
  const client = new Client({
    connectionString,
    application_name: 'relink runner',
    stream: () => socket,
    connectionTimeoutMillis: answerTimeoutMs,
    query_timeout: answerTimeoutMs
  })
  // Told by the query that fails; without a listener it would end the process.
  client.on('error', () => {})
  const drop = (): void => void socket.destroy()
  try {
    await client.connect()
    await client.query(
      `set idle_session_timeout = ${serverWaitsMs}; set idle_in_transaction_session_timeout = ${serverWaitsMs}`
    )
  } catch (error) {
    drop()
    throw error
  }
  return {
    pool: inTurns(client, drop),
    query: async text => (await client.query<Record<string, unknown>>(text)).rows,
    drop
  }
}

/** A pool of one, which is never replaced. */
function inTurns(client: Client, drop: () => void): Pool {
  let last: Promise<void> = Promise.resolve()
  return {
    async connect(): Promise<PooledClient> {
      const before = last
      const turn = Promise.withResolvers<void>()
      last = turn.promise
      await before
      return {
        query: (text, values) => client.query(text, values),
        release(destroy) {
          if (destroy === true) drop()
          turn.resolve()
        }
      }
    },
    async end() {
      await last
      drop()
    }
  }
}
