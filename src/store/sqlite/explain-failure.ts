import { dirname } from 'node:path'
import { RelinkError } from '../../errors.ts'

/**
 * What a failure of the file means and what to do. What is no failure of the file, a broken
 * constraint for one, comes back as it is.
 */
export function explainFailure(error: unknown, file: string): unknown {
  const remedy = remedies.get(primaryCode(error))
  return remedy === undefined
    ? error
    : new RelinkError('store-unavailable', { detail: remedy(file, dirname(file)), cause: error })
}

/** The low byte of an extended result code is its primary one. */
function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}

type Remedy = (file: string, folder: string) => string

const notWritable: Remedy = (file, folder) =>
  `The file ${file} can't be opened for writing. Let the account that runs the service write to ${folder}, or choose another DATA_DIR.`

/** By SQLite's primary result code: sqlite.org/rescode.html. */
const remedies: ReadonlyMap<number | undefined, Remedy> = new Map<number, Remedy>([
  // SQLITE_BUSY
  [
    5,
    (_, folder) =>
      `The folder ${folder} is in use by another process of this service. Stop that one first, or give each its own DATA_DIR.`
  ],
  // SQLITE_READONLY
  [8, notWritable],
  // SQLITE_IOERR
  [
    10,
    file =>
      `The file ${file} can't be read or written: the disk or its mount fails. Check them and start the service again.`
  ],
  // SQLITE_CORRUPT
  [
    11,
    (file, folder) =>
      `The file ${file} is damaged. Stop the service and restore the folder ${folder} from a backup.`
  ],
  // SQLITE_FULL
  [13, (_, folder) => `The disk that holds ${folder} is full. Make room; then it works again.`],
  // SQLITE_CANTOPEN
  [14, notWritable],
  // SQLITE_NOTADB
  [26, file => `The file ${file} is no SQLite database. Move it away, or choose another DATA_DIR.`]
])
