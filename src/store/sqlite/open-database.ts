import { mkdirSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { RelinkError } from '../../errors.ts'
import { explainFailure } from './explain-failure.ts'

/**
 * Opens the file, and makes folder and file where they are missing. The hold on it is exclusive
 * until it is closed or the process ends, however it ends. Throws RelinkError 'store-unavailable'.
 */
export function openDatabase(dataDir: string, file: string): DatabaseSync {
  makeFolder(dataDir)
  const database = openFile(file)
  try {
    takeHold(database)
  } catch (error) {
    database.close()
    throw explainFailure(error, file)
  }
  return database
}

/** Names and links of people: the folder is for the service's own account. */
function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new RelinkError('store-unavailable', {
      detail: `The folder ${dataDir} can't be made. Make it and let the account that runs the service write to it, or choose another DATA_DIR.`,
      cause
    })
  }
}

function openFile(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file)
  } catch (error) {
    throw explainFailure(error, file)
  }
}

/**
 * Order matters: exclusive before the first access, so that the write-ahead log needs no shared
 * memory and the lock is taken by the first access and kept (sqlite.org/wal.html, section 8).
 * FULL syncs the log at each commit: what was committed survives a loss of power.
 */
function takeHold(database: DatabaseSync): void {
  database.exec('pragma locking_mode = exclusive')
  database.exec('pragma journal_mode = wal')
  database.exec('pragma synchronous = full')
  database.exec('pragma foreign_keys = on')
  database.exec('begin immediate; commit')
}
