import { RelinkError } from '../errors.ts'
import type { Server } from './check-settings.ts'
import { explainFault } from './explain-fault.ts'

/** The fault of one server, as the port promises it. */
export function asUnavailable(error: unknown, server: Server): RelinkError {
  if (error instanceof RelinkError) return error
  const { explanation, isPassing } = explainFault(error)
  return new RelinkError('directory-unavailable', {
    detail: `${server.name}: ${explanation}.`,
    retryable: isPassing,
    cause: error
  })
}
