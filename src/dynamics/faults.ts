import type { WriteOutcome } from '../ports.ts'

export type FaultKind = Exclude<WriteOutcome['kind'], 'written'>

export interface FaultRow {
  readonly kind: FaultKind
  /** What it means, for people; ours, since the server's text is in its own language. */
  readonly detail: string
}

/** A row by code. `name` is Microsoft's, for whoever looks the code up. */
export interface CodeRow extends FaultRow {
  readonly code: string
  readonly name: string
  /** Says too little: what the text tells goes first. */
  readonly isVague?: true
}

const held = 'A user record, perhaps this one or a disabled one, holds that account.'
const heldElsewhere =
  'Another record holds a value that must be unique, perhaps in another organization of the deployment.'
const unknown = 'Dynamics does not find that logon name in Active Directory.'
const special = 'Dynamics keeps this user for itself: nobody may change it.'
const unprivileged =
  'The service user lacks a privilege: it needs prvReadUser and prvWriteUser for the whole organization.'
const caller = 'Dynamics does not let the service user in: check that it is enabled and has a role.'
const unsupported = 'Dynamics does not accept this change.'
const tooLong = 'A value is too long for Dynamics.'
const throttled = 'Dynamics asks for fewer requests.'
const closed = 'The organization is disabled or in maintenance.'
const failed = 'Dynamics failed while it worked on the change.'
const plugIn = 'A plug-in or workflow of the organization failed or timed out.'

/**
 * Codes as the Web API prints them. Codes and names: Microsoft, "Web service error codes" (CE and
 * Dataverse docs) and the SDK's ErrorCodes. The kinds are our reading of their texts; where it is
 * open whether the change was made, `unclear` has it settled by reading.
 */
export const codeRows: readonly CodeRow[] = [
  // The account: whose it is, whether it is known.
  row('0x80041d2c', 'UserAlreadyExists', 'account-held', held),
  row('0x80040237', 'DuplicateRecord', 'account-held', heldElsewhere),
  row('0x80040333', 'DuplicateRecordsFound', 'account-held', heldElsewhere),
  row('0x80060892', 'DuplicateRecordEntityKey', 'account-held', heldElsewhere),
  row('0x80073002', 'CrmSQLUniqueIndexOrConstraintViolation', 'account-held', heldElsewhere),
  row('0x8004d231', 'ConfigDBDuplicateRecord', 'account-held', heldElsewhere),
  row('0x8004b046', 'CrmLiveDuplicateWindowsLiveId', 'account-held', held),
  row('0x80041d2a', 'ObjectNotFoundInAD', 'name-unknown', unknown),
  row('0x80048015', 'InvalidDomainName', 'name-unknown', unknown),
  row('0x80044342', 'CannotFindDomainAccount', 'name-unknown', unknown),
  row(
    '0x80041d2d',
    'unManagedidsbizmgmtcannotreadaccountcontrol',
    'refused',
    'Dynamics may not read that account in Active Directory.'
  ),
  row(
    '0x80041d32',
    'unManagedidsbizmgmtcannotaddlocaluser',
    'refused',
    'That account is local to a machine: Dynamics takes domain accounts only.'
  ),
  row('0x80041d01', 'unManagedidsbizmgmtmissuserdomainname', 'refused', 'The logon name is empty.'),
  row('0x80048095', 'InvalidUserName', 'refused', 'Dynamics wants this name as name@domain.'),
  row('0x80041d4b', 'CannotCreateSyncUserObjectMissing', 'refused', unsupported),
  row(
    '0x80041d54',
    'GenericAzureActiveDirectoryError',
    'refused',
    'This organization takes its logon names from Entra.'
  ),
  vague('0x80041d37', 'GenericActiveDirectoryError', 'unclear', failed),

  // The record: its version, whether it is there, whether it may be touched.
  { code: '0x80060882', name: 'ConcurrencyVersionMismatch', kind: 'stale', detail: 'It changed.' },
  row('0x80060883', 'ConcurrencyVersionNotProvided', 'refused', unsupported),
  row(
    '0x8006088d',
    'OptimisticConcurrencyNotEnabled',
    'refused',
    'Dynamics does not check record versions of users: enable optimistic concurrency for systemuser.'
  ),
  row('0x80040217', 'ObjectDoesNotExist', 'user-not-found', 'There is no such record.'),
  row('0x80041d1f', 'BusinessManagementInvalidUserId', 'user-not-found', 'There is no such user.'),
  row('0x80041d33', 'CannotModifySpecialUser', 'refused', special),
  row('0x80041d41', 'SupportUserCannotBeCreateNorUpdated', 'refused', special),
  row('0x80041d67', 'DelegatedAdminUserCannotBeCreateNorUpdated', 'refused', special),
  row('0x80041d48', 'ApplicationUserCannotBeUpdated', 'refused', special),
  row(
    '0x80044161',
    'CallerCannotChangeOwnDomainName',
    'refused',
    'This is the service user: nobody can change their own logon name.'
  ),
  row('0x8004022e', 'CannotUpdateBecauseItIsReadOnly', 'refused', 'The record is read-only.'),
  row(
    '0x80040230',
    'CannotUpdateObjectBecauseItIsInactive',
    'refused',
    'The record is disabled and Dynamics does not change it: enable it first.'
  ),
  row('0x80041d2b', 'unManagedidsbizmgmtusersettingsnotcreated', 'refused', unsupported),
  row(
    '0x80040354',
    'CRMUserDoesNotExist',
    'refused',
    'Dynamics knows no user with this name and id.'
  ),

  // The service user: privileges, roles, whether it may log on.
  row('0x80040220', 'PrivilegeDenied', 'refused', unprivileged),
  row('0x80048405', 'AccessDenied', 'refused', unprivileged),
  row('0x8004020d', 'InvalidAccessRights', 'refused', unprivileged),
  row('0x80048306', 'unManagedIdsAccessDenied', 'refused', unprivileged),
  row('0x80040231', 'PrincipalPrivilegeDenied', 'refused', unprivileged),
  row('0x8004f504', 'AttributePermissionReadIsMissing', 'refused', unprivileged),
  row('0x8004f507', 'AttributePermissionUpdateIsMissingDuringUpdate', 'refused', unprivileged),
  row('0x8004a110', 'CannotActOnBehalfOfAnotherUser', 'refused', unprivileged),
  row('0x80040204', 'InvalidUserAuth', 'refused', caller),
  row('0x80040226', 'unManagedidsanonymousenabled', 'refused', caller),
  row('0x80042f09', 'UserNotAssignedRoles', 'refused', caller),
  row('0x8004d24b', 'UserNotAssignedLicense', 'refused', caller),
  row('0x80044502', 'InsufficientAccessMode', 'refused', caller),
  row('0x80040225', 'unManagedidsusernotenabled', 'refused', caller),
  row('0x8004a112', 'SystemUserDisabled', 'refused', caller),
  row('0x80072560', 'UserNotMemberOfOrg', 'refused', caller),

  // The request.
  row('0x80041103', 'QueryBuilderNoAttribute', 'refused', unsupported),
  row('0x80041100', 'QueryBuilderInvalidUpdate', 'refused', unsupported),
  row('0x80041a02', 'unManagedidsxmlinvalidupdate', 'refused', unsupported),
  row('0x8004418a', 'RequestLengthTooLarge', 'refused', tooLong),
  row('0x80044331', 'StringLengthTooLong', 'refused', tooLong),
  row('0x80073001', 'CrmSQLCharLengthTooLong', 'refused', tooLong),
  row('0x80040315', 'NotSupported', 'refused', unsupported),
  vague('0x80040203', 'InvalidArgument', 'refused', unsupported),
  vague('0x8004023b', 'InvalidOperation', 'refused', unsupported),
  vague('0x8005f100', 'BadRequest', 'refused', unsupported),
  vague('0x8006088a', 'CrmHttpError', 'refused', unsupported),

  // The server: asked too often, closed, broken half way.
  row('0x80072322', 'ThrottlingBurstRequestLimitExceededError', 'busy', throttled),
  row('0x80072321', 'ThrottlingTimeExceededError', 'busy', throttled),
  row('0x80072326', 'ThrottlingConcurrencyLimitExceededError', 'busy', throttled),
  row('0x8005f103', 'Throttling', 'busy', throttled),
  row('0x80048544', 'DataEngineQueryThrottling', 'busy', throttled),
  row('0x80044339', 'CouldNotObtainLockOnResource', 'busy', throttled),
  row('0x8004418d', 'SandboxWorkerNotAvailable', 'busy', plugIn),
  row('0x8004a104', 'OrganizationDisabled', 'busy', closed),
  row('0x8004a113', 'UserDoesNotHaveAdminOnlyModePermissions', 'busy', closed),
  vague(
    '0x80040265',
    'IsvAborted',
    'refused',
    'A plug-in or workflow of the organization refuses.'
  ),
  vague('0x80040224', 'IsvUnExpected', 'unclear', plugIn),
  row('0x80044171', 'SandboxClientPluginTimeout', 'unclear', plugIn),
  row('0x80044172', 'SandboxHostPluginTimeout', 'unclear', plugIn),
  row('0x80044173', 'SandboxWorkerPluginTimeout', 'unclear', plugIn),
  row('0x80044151', 'unManagedidssqltimeouterror', 'unclear', failed),
  row('0x80073000', 'CrmSQLNetworkingError', 'unclear', failed),
  row('0x80044506', 'CommunicationBlocked', 'unclear', failed),
  vague('0x80044150', 'unManagedidssqlerror', 'unclear', failed),
  vague('0x80040216', 'UnExpected', 'unclear', failed)
]

export interface TextRow extends FaultRow {
  readonly pattern: RegExp
}

/** For faults without a code that says enough. English: other base languages fall to the status. */
export const textRows: readonly TextRow[] = [
  // seanmcne/Microsoft.Xrm.Data.PowerShell issue #278: on-premises, bare.
  { pattern: /LookupAccountNameW failed/i, kind: 'name-unknown', detail: unknown },
  // The text of ObjectNotFoundInAD.
  { pattern: /does not exist in active directory/i, kind: 'name-unknown', detail: unknown },
  // The text of UserAlreadyExists; "CRM" up to 2016.
  {
    pattern: /specified Active Directory user already exists/i,
    kind: 'account-held',
    detail: held
  },
  // The text of ConcurrencyVersionMismatch.
  { pattern: /doesn't match the RowVersion/i, kind: 'stale', detail: 'It changed.' },
  // The text of ObjectDoesNotExist ("Update and delete entities using the Web API").
  {
    pattern: /systemuser With Id = \S+ Does Not Exist/i,
    kind: 'user-not-found',
    detail: 'There is no such user.'
  },
  // The text of CallerCannotChangeOwnDomainName.
  {
    pattern: /cannot change their own domain name/i,
    kind: 'refused',
    detail: 'This is the service user: nobody can change their own logon name.'
  },
  // WaelHamze/dyn365-ce-vsts-tasks issue #4.
  {
    pattern: /permissions to change the domain logon name/i,
    kind: 'refused',
    detail: unprivileged
  },
  // The texts of PrivilegeDenied and unManagedIdsAccessDenied.
  {
    pattern: /is missing prv\w+ privilege|SecLib::AccessCheckEx failed/i,
    kind: 'refused',
    detail: unprivileged
  }
]

export interface StatusRow extends FaultRow {
  readonly from: number
  readonly to: number
}

/** The last resort, for writes. "Compose HTTP requests and handle errors" unless said otherwise. */
export const statusRows: readonly StatusRow[] = [
  // In claims mode: davidyack/Xrm.Tools.CRMWebAPI issue #63.
  status(300, 399, 'refused', 'Dynamics sent us to a log-on page: its sign-in is by claims.'),
  // Answered before anything is done; a ticket or a token that ran out is renewed.
  status(401, 401, 'busy', 'Dynamics did not accept who we are (401): check the credentials.'),
  status(403, 403, 'refused', unprivileged),
  // RFC 9110 15.5.9: the server gave up waiting for the request; a proxy may say it for less.
  status(408, 408, 'unclear', 'Dynamics or a proxy gave up waiting.'),
  // Two things; uncoded, it is read again either way, and a duplicate comes back with its code.
  status(412, 412, 'stale', 'It changed.'),
  status(429, 429, 'busy', throttled),
  status(400, 499, 'refused', unsupported),
  status(500, 599, 'unclear', failed)
]

function row(code: string, name: string, kind: FaultKind, detail: string): CodeRow {
  return { code, name, kind, detail }
}

function vague(code: string, name: string, kind: FaultKind, detail: string): CodeRow {
  return { code, name, kind, detail, isVague: true }
}

function status(from: number, to: number, kind: FaultKind, detail: string): StatusRow {
  return { from, to, kind, detail }
}
