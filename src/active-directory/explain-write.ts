import { ResultCodeError } from 'ldapts'
import { RelinkError } from '../errors.ts'
import type { Server } from './check-settings.ts'

/** Why a server refused to make or delete a placeholder, in plain words; other faults as they are. */
export function explainWrite(error: unknown, server: Server): unknown {
  const explanation = error instanceof ResultCodeError ? results[error.code] : undefined
  if (explanation === undefined) return error
  return new RelinkError('directory-unavailable', {
    detail: `${server.name}: ${explanation}.`,
    retryable: false,
    cause: error
  })
}

/** RFC 4511 4.1.9; 19 and 53 are how a password policy and a read-only server refuse. */
const results: Readonly<Record<number, string>> = {
  10: 'it takes no changes to PLACEHOLDER_OU. Name a writable domain controller of its domain in DIRECTORY_URL',
  19: 'it refuses a placeholder as we make them. Look for a password policy that forbids 120 characters',
  32: 'it has no PLACEHOLDER_OU. Correct the name, or create the unit',
  50: 'the account of DIRECTORY_BIND_DN may not make or delete users in PLACEHOLDER_OU. Grant it that, as docs/active-directory.md says, or set PLACEHOLDER_CREATE=false',
  53: 'it refuses to change PLACEHOLDER_OU. Name a writable domain controller (no global catalog) in DIRECTORY_URL'
}
