/**
 * What the organization refuses, under Microsoft's own names, with code, status and text.
 * Codes and texts: CE docs, "Web service error codes" (9.x wording). Statuses: CE docs, "Compose
 * HTTP requests and handle errors": a few have their own, everything else is 400 in newer builds.
 */
const catalog = {
  // The account behind the logon name.
  UserAlreadyExists: [
    '0x80041d2c',
    400,
    'The specified Active Directory user already exists as a Dynamics 365 user.'
  ],
  ObjectNotFoundInAD: ['0x80041d2a', 400, 'The object does not exist in active directory.'],
  // Seen in the field on premises, without a code (Microsoft.Xrm.Data.PowerShell issue 278).
  LookupAccountNameFailed: ['', 400, 'LookupAccountNameW failed with error'],
  InvalidDomainName: [
    '0x80048015',
    400,
    'The domain logon for this user is invalid. Select another domain logon and try again.'
  ],
  GenericActiveDirectoryError: ['0x80041d37', 400, 'Active Directory Error.'],
  MissingUserDomainName: ['0x80041d01', 400, "The user's domain name was unexpectedly missing."],
  // Users that are never to be touched, and the caller.
  CannotModifySpecialUser: [
    '0x80041d33',
    400,
    "No modifications to the 'SYSTEM' or 'INTEGRATION' user are permitted."
  ],
  SupportUserCannotBeCreateNorUpdated: ['0x80041d41', 400, 'The support user cannot be updated'],
  DelegatedAdminUserCannotBeCreateNorUpdated: [
    '0x80041d67',
    400,
    'The delegated admin user cannot be updated'
  ],
  ApplicationUserCannotBeUpdated: [
    '0x80041d48',
    400,
    'The user representing an OAuth application cannot not be updated'
  ],
  CallerCannotChangeOwnDomainName: [
    '0x80044161',
    400,
    'The caller cannot change their own domain name'
  ],
  PrivilegeDenied: ['0x80040220', 403, 'The user does not hold the necessary privileges.'],
  // The record and its version.
  ObjectDoesNotExist: ['0x80040217', 404, 'The specified object was not found.'],
  ConcurrencyVersionMismatch: [
    '0x80060882',
    412,
    "The version of the existing record doesn't match the RowVersion property provided."
  ],
  OptimisticConcurrencyNotEnabled: [
    '0x8006088d',
    400,
    "Optimistic concurrency isn't enabled for entity type systemuser. The IfVersionMatches value of ConcurrencyBehavior can only be used if optimistic concurrency is enabled."
  ],
  DuplicateRecord: ['0x80040237', 412, 'A record with matching key values already exists.'],
  // The body.
  InvalidUpdate: ['0x80041a02', 400, 'A field that is not valid for update was specified'],
  StringLengthTooLong: [
    '0x80044331',
    400,
    'A validation error occurred. A string value provided is too long.'
  ],
  // "0x0" with this beginning is what 9.x servers answer to a body they can't read.
  InvalidInput: ['0x0', 400, 'An error occurred while validating input parameters: '],
  RequestLengthTooLarge: ['0x8004418a', 413, 'Request message length is too large.'],
  // The query.
  InvalidQuery: ['0x80060888', 400, 'The query is not valid.'],
  ResourceNotFound: ['0x80060888', 404, 'Resource not found for the segment.'],
  CrmHttpError: ['0x8006088a', 400, 'Bad Request - Error in query syntax.'],
  InvalidArgument: ['0x80040203', 400, 'Invalid argument.'],
  // A real server can do it, this imitation can't: said, never passed over.
  NotImitated: ['0x80040315', 501, 'This action is not supported.'],
  UnExpected: ['0x80040216', 500, 'An unexpected error occurred.']
} as const satisfies Record<string, readonly [code: string, status: number, message: string]>

export type RefusalName = keyof typeof catalog

export interface Refusal {
  readonly name: RefusalName
  readonly code: string
  readonly status: number
  readonly message: string
}

export function refusal(name: RefusalName, message?: string): Refusal {
  const [code, status, text] = catalog[name]
  return { name, code, status, message: message ?? text }
}

/** Thrown by readers of requests, deep in a parser; caught once, where the answer is made. */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(refused: Refusal) {
    super(refused.message)
    this.refusal = refused
  }
}

export function refuse(name: RefusalName, message?: string): never {
  throw new Refused(refusal(name, message))
}
