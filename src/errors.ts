/**
 * The closed set of codes: stable, kebab-case, part of the contract. Each has a constant message;
 * what is particular to one case stands in `detail` and says what to do next.
 */
export const errorMessages = {
  'invalid-request': 'The request is not valid.',
  unauthenticated: 'The caller is not known.',
  'missing-role': 'The caller lacks the role for this.',
  'author-cannot-approve': 'The author of a plan cannot approve it.',
  'route-not-found': 'There is nothing at this address.',
  'scan-not-found': 'There is no such scan.',
  'plan-not-found': 'There is no such plan.',
  'execution-not-found': 'There is no such execution.',
  'user-not-found': 'No Dynamics user has this name.',
  'method-not-allowed': 'This address does not take that method.',
  'not-acceptable': 'None of the accepted media types can be given.',
  'digest-mismatch': 'The digest is not that of the plan.',
  'plan-already-executed': 'The plan has been executed already.',
  'approval-required': 'The plan is not approved.',
  'plan-expired': 'The plan has expired.',
  'execution-in-progress': 'Another execution is running.',
  'not-possible-now': 'That cannot be done in the present state.',
  'scan-not-finished': 'The scan has not succeeded.',
  'request-too-large': 'The request is too large.',
  'unsupported-media-type': 'The content type is not supported.',
  'nothing-to-remap': 'There is nothing to remap.',
  'plan-too-large': 'The plan would move too many users at once.',
  'managed-by-entra': 'The logon names of this organization are managed by Entra.',
  'scan-of-another-organization': 'The scan is of another organization.',
  'placeholder-unfit': 'A placeholder cannot be used.',
  'invalid-rows': 'Some rows are not valid.',
  'link-conflict': 'The rows contradict each other or the link baseline.',
  'idempotency-key-reused': 'The idempotency key was used with another request.',
  'idempotency-key-in-use': 'The first request with this idempotency key is still running.',
  'too-many-requests': 'Too many requests.',
  'source-too-small': 'A source answered far less than it should.',
  interrupted: 'The work was interrupted.',
  'internal-error': 'Something went wrong inside the service.',
  'directory-unavailable': 'Active Directory cannot be reached or refuses us.',
  'organization-unavailable': 'Dynamics cannot be reached or refuses us.',
  'store-unavailable': 'The store cannot be used.',
  'invalid-configuration': 'The configuration is not valid.'
} as const

export type ErrorCode = keyof typeof errorMessages

export interface ErrorDetails {
  /** What happened in this case and what to do next; shown to callers, so nothing internal. */
  readonly detail: string
  readonly errors?: readonly {
    readonly pointer: string
    readonly line?: number
    readonly detail: string
  }[]
  /** Whether the same request may succeed later with nothing changed. */
  readonly retryable?: boolean
  readonly retryAfterSeconds?: number
  /** The origin, for the log only. */
  readonly cause?: unknown
}

export class RelinkError extends Error {
  override readonly name = 'RelinkError'
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, details: ErrorDetails) {
    super(errorMessages[code], { cause: details.cause })
    this.code = code
    this.details = details
  }
}
