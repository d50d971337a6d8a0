/** A Dynamics `systemuser` record, as the service needs it. */
export interface User {
  /** Lower case, no braces. */
  readonly systemUserId: string
  /** The logon name the record holds, as stored; empty for SYSTEM and INTEGRATION. */
  readonly domainName: string
  readonly fullName: string
  readonly firstName?: string
  readonly lastName?: string
  readonly email?: string
  readonly employeeId?: string
  readonly isDisabled: boolean
  /** 0 read-write, 1 administrative, 2 read, 3 support, 4 non-interactive, 5 delegated admin. */
  readonly accessMode: number
  readonly isIntegrationUser: boolean
  readonly isSetupUser: boolean
  /** Set for an application user. */
  readonly applicationId?: string
  /** RFC 3339 UTC. */
  readonly createdOn: string
  /** Weak and opaque: sent back as `If-Match`. */
  readonly etag: string
}

/** A record read on its own, with what a remap must not change. */
export interface UserRecord extends User {
  /** Logical name → value as text; compared before and after a remap (`changedFields`). */
  readonly person: Readonly<Record<string, string>>
}

/** Who answers behind the Web API. */
export interface OrganizationIdentity {
  readonly organizationId: string
  /** The record of the service's own user: it can't change its own logon name. */
  readonly callerId: string
  readonly version: string
  /** Online organizations take logon names from Entra: they are read, never written. */
  readonly isOnline: boolean
}

/** By what users are looked up: a user fits when any one key fits. Lower case. */
export interface UserKeys {
  readonly systemUserIds: ReadonlySet<string>
  readonly domainNames: ReadonlySet<string>
  readonly emails: ReadonlySet<string>
  readonly employeeIds: ReadonlySet<string>
}
