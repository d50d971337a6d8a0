import { readFile } from 'node:fs/promises'
import { RelinkError } from '../errors.ts'
import { endInTime } from './end-in-time.ts'

/** A file on a disk answers at once; one on a network that is gone never does. */
const timeoutMs = 5000

/**
 * The password as the file holds it now, without one line break at its end. Throws
 * 'directory-unavailable' where there is none: with an empty one everybody is let in, as nobody.
 */
export async function readPassword(path: string, signal: AbortSignal): Promise<string> {
  const text = await endInTime(readFile(path, 'utf8'), timeoutMs, [signal]).catch(cause => {
    signal.throwIfAborted()
    throw unusable(`cannot be read (${codeOf(cause)})`, path, cause)
  })
  const password = text.replace(/\r?\n$/, '')
  if (password === '') throw unusable('is empty', path)
  return password
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer'
}

function unusable(fault: string, path: string, cause?: unknown): RelinkError {
  return new RelinkError('directory-unavailable', {
    detail:
      `The file of DIRECTORY_BIND_PASSWORD_FILE ${fault}: ${path}. ` +
      'Put the password there; it is read again at the next attempt.',
    retryable: true,
    cause
  })
}
