import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import {
  SqliteAdapter,
  SqliteDialect,
  type Dialect,
  type SqliteDatabase,
  type SqliteStatement
} from 'kysely'
import { explainFailure } from './explain-failure.ts'

/** Kysely's SQLite dialect over `node:sqlite`; failures of the file come as 'store-unavailable'. */
export function sqliteDialect(database: DatabaseSync, file: string): Dialect {
  const dialect = new SqliteDialect({ database: asKyselyExpects(database, file) })
  return {
    createDriver: () => dialect.createDriver(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: db => dialect.createIntrospector(db),
    createAdapter: () => new TransactionalDdlAdapter()
  }
}

/**
 * SQLite takes schema changes back with their transaction. Kysely denies it, because
 * `pragma foreign_keys` can't be switched inside one: a migration must do without.
 */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

function asKyselyExpects(database: DatabaseSync, file: string): SqliteDatabase {
  /** To prepare costs as much as to run; the least recently used comes first. */
  const prepared = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement =
        prepared.get(sql) ?? explained(file, () => statementOf(database.prepare(sql), file))
      prepared.delete(sql)
      prepared.set(sql, statement)
      const [oldest = ''] = prepared.keys()
      if (prepared.size > mostPrepared) prepared.delete(oldest)
      return statement
    }
  }
}

/** More than the store has queries; some hold a list, and so come in many lengths. */
const mostPrepared = 200

function statementOf(statement: StatementSync, file: string): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: parameters => explained(file, () => statement.all(...bindable(parameters))),
    run: parameters => explained(file, () => statement.run(...bindable(parameters))),
    iterate: parameters => explained(file, () => statement.iterate(...bindable(parameters)))
  }
}

/** The tables hold text and integers only: see `Tables`. */
function bindable(parameters: readonly unknown[]): readonly SQLInputValue[] {
  return parameters as readonly SQLInputValue[]
}

function explained<T>(file: string, use: () => T): T {
  try {
    return use()
  } catch (error) {
    throw explainFailure(error, file)
  }
}
