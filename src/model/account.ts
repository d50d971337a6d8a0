/** An Active Directory user object, as the service needs it. Identity is `objectGuid`. */
export interface Account {
  /** Text form, lower case, no braces. */
  readonly objectGuid: string
  readonly objectSid?: string
  /** SIDs the account had in other domains. */
  readonly sidHistory: readonly string[]
  /** `NETBIOS\sAMAccountName`, in the directory's own case. */
  readonly logonName: string
  readonly userPrincipalName?: string
  readonly mail?: string
  /** SMTP addresses without their prefix, as the directory spells them. */
  readonly proxyAddresses: readonly string[]
  readonly employeeId?: string
  readonly displayName?: string
  readonly givenName?: string
  readonly surname?: string
  readonly distinguishedName: string
  readonly isEnabled: boolean
  /** RFC 3339 UTC. */
  readonly whenCreated: string
}

/** What the directory remembers of an account, wherever it lies and even after its end. */
export interface Trace {
  readonly objectGuid: string
  readonly distinguishedName: string
  /** RFC 3339 UTC; absent while the account lives. */
  readonly deletedAt?: string
  /** Absent where the account that we log on as may not read it. */
  readonly logonNameChanges?: NameChanges
}

export interface NameChanges {
  /** Since the account was made. */
  readonly count: number
  /** RFC 3339 UTC; the time of making while there was none. */
  readonly lastAt: string
}

/** One domain of the forest, from its crossRef in `CN=Partitions`. */
export interface Domain {
  readonly netbiosName: string
  readonly dnsName: string
  /** The naming context, e.g. `DC=contoso,DC=test`. */
  readonly distinguishedName: string
}

/**
 * By what accounts are looked up: an account fits when any one key fits.
 * All values are lower case; `logonNames` are `netbios\name`, `addresses` are
 * compared with mail, proxy addresses and the user principal name.
 */
export interface AccountKeys {
  readonly guids: ReadonlySet<string>
  /** Compared with `objectSid` and `sIDHistory`. */
  readonly sids: ReadonlySet<string>
  readonly logonNames: ReadonlySet<string>
  readonly addresses: ReadonlySet<string>
  readonly employeeIds: ReadonlySet<string>
}
