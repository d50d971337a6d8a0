import { errorMessages, type ErrorCode, type RelinkError } from '../errors.ts'
import { present } from '../model/present.ts'
import type { Problem } from './schemas.ts'

export type HttpStatus =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 406
  | 409
  | 413
  | 415
  | 422
  | 429
  | 500
  | 502
  | 503

export const statusOf: Record<ErrorCode, HttpStatus> = {
  'invalid-request': 400,
  unauthenticated: 401,
  'missing-role': 403,
  'author-cannot-approve': 403,
  'route-not-found': 404,
  'scan-not-found': 404,
  'plan-not-found': 404,
  'execution-not-found': 404,
  'user-not-found': 404,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  'digest-mismatch': 409,
  'plan-already-executed': 409,
  'approval-required': 409,
  'plan-expired': 409,
  'execution-in-progress': 409,
  'not-possible-now': 409,
  'scan-not-finished': 409,
  'idempotency-key-in-use': 409,
  'request-too-large': 413,
  'unsupported-media-type': 415,
  'nothing-to-remap': 422,
  'plan-too-large': 422,
  'managed-by-entra': 422,
  'scan-of-another-organization': 422,
  'placeholder-unfit': 422,
  'invalid-rows': 422,
  'link-conflict': 422,
  'idempotency-key-reused': 422,
  'too-many-requests': 429,
  'internal-error': 500,
  'invalid-configuration': 500,
  'source-too-small': 502,
  interrupted: 503,
  'directory-unavailable': 503,
  'organization-unavailable': 503,
  'store-unavailable': 503
}

/** Where waiting helps; a case that knows better says so in its details. */
const retryableCodes: ReadonlySet<ErrorCode> = new Set([
  'execution-in-progress',
  'scan-not-finished',
  'idempotency-key-in-use',
  'too-many-requests',
  'interrupted',
  'directory-unavailable',
  'organization-unavailable',
  'store-unavailable'
])

/** Stable, and not an address: there is nothing to fetch. */
export function problemType(code: ErrorCode): string {
  return `urn:relink:problem:${code}`
}

/** RFC 9457, with the flat fields that low-code callers branch on. */
export function toProblem(
  error: RelinkError,
  where: { readonly instance: string; readonly correlationId: string }
): Problem {
  const { detail, errors, retryable } = error.details
  return present({
    type: problemType(error.code),
    title: errorMessages[error.code],
    status: statusOf[error.code],
    detail,
    instance: where.instance,
    code: error.code,
    retryable: retryable ?? retryableCodes.has(error.code),
    correlationId: where.correlationId,
    errors: errors && [...errors]
  })
}
