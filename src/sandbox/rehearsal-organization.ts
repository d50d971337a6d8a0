import { present } from '../model/present.ts'
import type { OrganizationIdentity, User, UserKeys, UserRecord } from '../model/user.ts'
import type { DomainNameWrite, Organization, WriteOutcome } from '../ports.ts'
import type { RefusalName } from './organization/refusals.ts'
import { openUserTable } from './organization/user-table.ts'
import { etagOf, openUserWriter, type WriteAnswer } from './organization/write-user.ts'
import type { ResolveName, UserRow } from './user-row.ts'

export interface Rehearsal {
  readonly users: readonly User[]
  /** `systemUserId` → `objectGUID`, lower case; a user without one is taken to hold none. */
  readonly heldGuids: ReadonlyMap<string, string>
  readonly resolveName: ResolveName
  readonly identity: OrganizationIdentity
  /** Resolves when a call has taken the time that calls take; rejects once it is given up. */
  readonly takeTime: (signal: AbortSignal) => Promise<void>
}

const noPast = { kind: 'untold', reason: 'A copy has no past.' } as const

/**
 * The organization in memory, under the rules of a real one: the executor runs as it always does
 * and nothing outside is written.
 */
export function rehearsalOrganization(rehearsal: Rehearsal): Organization {
  const { identity, resolveName, takeTime } = rehearsal
  const table = openUserTable(
    rehearsal.users.map((user, index) => rowOf(user, index, rehearsal.heldGuids))
  )
  const write = openUserWriter(table, { resolveName, callerId: identity.callerId })

  return {
    async identify(signal) {
      await takeTime(signal)
      return identity
    },
    mark: async () => noPast,
    changesSince: async () => noPast,
    async *streamUsers(signal) {
      for (let start = 0; start < table.rows.length; start += pageSize) {
        await takeTime(signal)
        yield table.rows.slice(start, start + pageSize).map(userOf)
      }
    },
    async findUsers(keys, signal) {
      await takeTime(signal)
      return table.rows.filter(row => fits(row, keys)).map(userOf)
    },
    async readUser(systemUserId, signal) {
      await takeTime(signal)
      const row = table.find(systemUserId)
      return row && recordOf(row)
    },
    async readUsers(systemUserIds, signal) {
      await takeTime(signal)
      return systemUserIds.flatMap(id => table.find(id) ?? []).map(recordOf)
    },
    async writeDomainName(change, signal) {
      await takeTime(signal)
      if (identity.isOnline) return { kind: 'refused', detail: managedByEntra }
      return outcomeOf(await write(writeOf(change)))
    },
    close: async () => undefined
  }
}

const pageSize = 1000
const managedByEntra = 'The logon names of this organization are managed by Entra.'

/** ETags are opaque; one that is a plain row version stays what it was when the plan was made. */
function rowOf(user: User, index: number, heldGuids: ReadonlyMap<string, string>): UserRow {
  return {
    systemuserid: user.systemUserId,
    domainname: user.domainName,
    activedirectoryguid: heldGuids.get(user.systemUserId),
    fullname: user.fullName,
    firstname: user.firstName ?? null,
    lastname: user.lastName ?? null,
    internalemailaddress: user.email ?? null,
    employeeid: user.employeeId ?? null,
    isdisabled: user.isDisabled,
    accessmode: user.accessMode,
    isintegrationuser: user.isIntegrationUser,
    setupuser: user.isSetupUser,
    applicationid: user.applicationId ?? null,
    address1_telephone1: null,
    homephone: null,
    address1_city: null,
    address1_stateorprovince: null,
    emailrouteraccessapproval: 0,
    createdon: user.createdOn,
    modifiedon: user.createdOn,
    versionnumber: Number(/^W\/"(\d+)"$/.exec(user.etag)?.[1] ?? index + 1)
  }
}

function userOf(row: UserRow): User {
  return present({
    systemUserId: row.systemuserid,
    domainName: row.domainname,
    fullName: row.fullname,
    firstName: row.firstname ?? undefined,
    lastName: row.lastname ?? undefined,
    email: row.internalemailaddress ?? undefined,
    employeeId: row.employeeid ?? undefined,
    isDisabled: row.isdisabled,
    accessMode: row.accessmode,
    isIntegrationUser: row.isintegrationuser,
    isSetupUser: row.setupuser,
    applicationId: row.applicationid ?? undefined,
    createdOn: row.createdon,
    etag: etagOf(row)
  })
}

/** The person's fields a rehearsal knows of; a real record has more. */
function recordOf(row: UserRow): UserRecord {
  const { fullname, firstname, lastname, internalemailaddress, employeeid } = row
  const fields = { fullname, firstname, lastname, internalemailaddress, employeeid }
  const filled = Object.entries(fields).filter(
    (field): field is [string, string] => field[1] !== null
  )
  return { ...userOf(row), person: Object.fromEntries(filled) }
}

function fits(row: UserRow, keys: UserKeys): boolean {
  const email = row.internalemailaddress?.toLowerCase()
  const employeeId = row.employeeid?.toLowerCase()
  return (
    keys.systemUserIds.has(row.systemuserid) ||
    keys.domainNames.has(row.domainname.toLowerCase()) ||
    (email !== undefined && keys.emails.has(email)) ||
    (employeeId !== undefined && keys.employeeIds.has(employeeId))
  )
}

function writeOf({ systemUserId, domainName, etag }: DomainNameWrite) {
  return { systemuserid: systemUserId, ifMatch: etag, changes: { domainname: domainName } }
}

function outcomeOf(answer: WriteAnswer): WriteOutcome {
  if (answer.kind === 'written') return { kind: 'written', user: recordOf(answer.row) }
  const { name, message: detail } = answer.refusal
  if (name === 'GenericActiveDirectoryError') return { kind: 'busy', retryAfterMs: 1000, detail }
  const kind = outcomes[name] ?? 'refused'
  return kind === 'stale' || kind === 'user-not-found' ? { kind } : { kind, detail }
}

type RefusedKind = 'stale' | 'user-not-found' | 'name-unknown' | 'account-held'

/** What is not named here will never work as it was asked. */
const outcomes: Readonly<Partial<Record<RefusalName, RefusedKind>>> = {
  ConcurrencyVersionMismatch: 'stale',
  ObjectDoesNotExist: 'user-not-found',
  ObjectNotFoundInAD: 'name-unknown',
  UserAlreadyExists: 'account-held'
}
