import { AsyncLocalStorage } from 'node:async_hooks'
import type { Kysely, KyselyPlugin, Transaction } from 'kysely'
import { RelinkError } from '../errors.ts'
import type { Tables } from './tables.ts'

/** The way to the tables: outside any transaction, or bound to one. */
export interface Connection {
  readonly db: Kysely<Tables>
  /**
   * In a transaction: until it ends, no other one gets past here with the same thing, so that what
   * is read of it stays true. Outside one it does nothing.
   */
  hold(thing: string): Promise<void>
  /** Runs `work` in a transaction; one that is bound already is joined. */
  together<T>(work: (bound: Connection) => Promise<T>): Promise<T>
  /** Lets a transaction under way end; what comes later is refused. */
  close(): Promise<void>
}

/** How an engine keeps transactions off a thing until the one that `db` is bound to ends. */
export type Hold = (db: Kysely<Tables>, thing: string) => Promise<void>

/**
 * SQLite has one connection, and a transaction keeps it. A use of the outer connection inside
 * `work` would wait for the very transaction that waits for it, so it throws instead; that goes
 * for whatever `work` starts and does not await, too, as long as the transaction is open.
 */
export function connect(db: Kysely<Tables>, hold: Hold): Connection {
  const transactions = new AsyncLocalStorage<{ isOpen: boolean }>()
  let closing: Promise<void> | undefined
  const refuse = (): void => {
    if (closing !== undefined) throw storeClosed()
    if (transactions.getStore()?.isOpen === true) throw new Error(useTheBoundStore)
  }
  return {
    db: db.withPlugin(beforeEachQuery(refuse)),
    hold: async () => {},
    async together(work) {
      refuse()
      const own = { isOpen: true }
      const run = (transaction: Transaction<Tables>) =>
        transactions.run(own, () => work(bind(transaction, hold)))
      try {
        return await db.transaction().execute(run)
      } finally {
        own.isOpen = false
      }
    },
    close: () => (closing ??= closeWhenIdle(db))
  }
}

const useTheBoundStore =
  'The outer store was used inside atomically(): use the store that was handed to the work.'

function bind(transaction: Transaction<Tables>, hold: Hold): Connection {
  const bound: Connection = {
    db: transaction,
    hold: thing => hold(transaction, thing),
    together: work => work(bound),
    close: () => Promise.reject(new Error('A transaction can not close the store.'))
  }
  return bound
}

function beforeEachQuery(check: () => void): KyselyPlugin {
  return {
    transformQuery({ node }) {
      check()
      return node
    },
    transformResult: async ({ result }) => result
  }
}

async function closeWhenIdle(db: Kysely<Tables>): Promise<void> {
  await db.connection().execute(async () => {})
  await db.destroy()
}

function storeClosed(): RelinkError {
  return new RelinkError('store-unavailable', {
    detail: 'The store is closed: the service is stopping. Ask again when it has started.',
    retryable: true
  })
}
