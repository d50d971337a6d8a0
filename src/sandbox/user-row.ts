/**
 * A `systemuser` row as the imitation organization keeps it: Web API names and types, plus the
 * GUID that a real server holds and never shows (`facts`: IsValidForRead False).
 */
export interface UserRow {
  readonly systemuserid: string
  domainname: string
  /** What the row is linked to; undefined only for rows that never had an account. */
  activedirectoryguid: string | undefined
  fullname: string
  firstname: string | null
  lastname: string | null
  internalemailaddress: string | null
  employeeid: string | null
  isdisabled: boolean
  accessmode: number
  isintegrationuser: boolean
  setupuser: boolean
  applicationid: string | null
  address1_telephone1: string | null
  homephone: string | null
  address1_city: string | null
  address1_stateorprovince: string | null
  emailrouteraccessapproval: number
  createdon: string
  modifiedon: string
  versionnumber: number
}

/** What the organization learns when it looks a logon name up in Active Directory. */
export interface ResolvedAccount {
  readonly objectGuid: string
  /** `NETBIOS\sAMAccountName` */
  readonly logonName: string
  readonly isEnabled: boolean
}

export type ResolveName = (name: string) => Promise<ResolvedAccount | undefined>
