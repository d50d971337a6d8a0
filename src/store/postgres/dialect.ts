import { PostgresDialect, type Dialect, type PostgresPool } from 'kysely'
import { explainFailure, isConnectionLost } from './explain-failure.ts'

/** What Kysely asks of a connection, and what `pg` gives. */
export interface PooledClient {
  query(text: string, values: unknown[]): Promise<Answer>
  /** `destroy`: it is of no more use. */
  release(destroy?: boolean): void
}

interface Answer {
  readonly command: string
  readonly rowCount: number | null
  readonly rows: unknown[]
}

export interface Pool {
  connect(): Promise<PooledClient>
  end(): Promise<void>
}

/** Kysely's PostgreSQL dialect; failures of the server come as 'store-unavailable'. */
export function postgresDialect(pool: Pool, server: string): Dialect {
  return new PostgresDialect({ pool: asKyselyExpects(pool, server) })
}

function asKyselyExpects(pool: Pool, server: string): PostgresPool {
  return {
    options: {},
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw explainFailure(error, server)
      })
      let isLost = false
      return {
        async query<Row>(text: unknown, values: readonly unknown[] = []) {
          try {
            return (await client.query(text as string, values.map(storable))) as Row
          } catch (error) {
            isLost ||= isConnectionLost(error)
            throw explainFailure(error, server)
          }
        },
        release: destroy => client.release(isLost || destroy === true)
      } as Awaited<ReturnType<PostgresPool['connect']>>
    }
  }
}

/** PostgreSQL's text keeps no NUL. */
function storable(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value
}
