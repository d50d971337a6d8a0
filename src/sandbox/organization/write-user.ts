import type { UserRow } from '../user-row.ts'
import { isChanged, linkAccount, type LinkRules } from './link-account.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { refusal, type Refusal } from './refusals.ts'
import type { UserTable } from './user-table.ts'

/** How the organization behaves where real ones differ or nobody has said. */
export interface WriteRules extends LinkRules {
  readonly callerId: string
  /** Whether the caller has prvWriteUser; yes if absent. */
  readonly callerMayWrite?: boolean
  /** IsOptimisticConcurrencyEnabled of the entity; yes if absent. */
  readonly optimisticConcurrency?: boolean
}

export interface UserWrite {
  readonly systemuserid: string
  /** The header's value; without it a PATCH is an upsert. */
  readonly ifMatch?: string | undefined
  readonly ifNoneMatch?: string | undefined
  readonly changes: UserChanges
}
export type UserChanges = { [K in keyof UserRow]?: UserRow[K] | null }

export type WriteAnswer =
  | { readonly kind: 'written'; readonly row: UserRow }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/**
 * Writes of one organization. Look-up and change are one: no other write comes between them.
 * Roles, teams and ownership are keyed by `systemuserid` and stay as they are.
 */
export function openUserWriter(
  table: UserTable,
  rules: WriteRules
): (write: UserWrite) => Promise<WriteAnswer> {
  const alone = oneAtATime()
  return write => alone(() => writeUser(table, rules, write))
}

async function writeUser(table: UserTable, rules: WriteRules, write: UserWrite) {
  const row = table.find(write.systemuserid)
  if (rules.callerMayWrite === false) return refused('PrivilegeDenied', missingPrivilege(rules))
  if (row === undefined) return { kind: 'refused', refusal: refuseMissing(write) } as const
  const reason =
    refuseVersion(row, write, rules) ?? refuseSpecialUser(row) ?? refuseName(row, write, rules)
  if (reason !== undefined) return { kind: 'refused', refusal: reason } as const
  const linked = await linkAccount(table, rules, row, write.changes.domainname)
  if ('code' in linked) return { kind: 'refused', refusal: linked } as const
  if (Object.keys(write.changes).length > 0) {
    table.change(row, { ...linked, ...(write.changes as Partial<UserRow>) })
  }
  return { kind: 'written', row: { ...row } } as const
}

function refused(name: Refusal['name'], message: string) {
  return { kind: 'refused', refusal: refusal(name, message) } as const
}

function missingPrivilege({ callerId }: WriteRules): string {
  return `Principal user (Id=${callerId}, type=8) is missing prvWriteUser privilege`
}

/** With If-Match the record must be there; without it, the PATCH is an attempt to create a user. */
function refuseMissing(write: UserWrite): Refusal {
  if (write.ifMatch !== undefined) {
    return refusal(
      'ObjectDoesNotExist',
      `systemuser With Id = ${write.systemuserid} Does Not Exist`
    )
  }
  return refuseCreation(write.changes)
}

/** A user needs a logon name and a business unit; rows here have none of the latter. */
export function refuseCreation({ domainname }: UserChanges): Refusal {
  return isBlank(domainname)
    ? refusal('MissingUserDomainName')
    : refusal('NotImitated', 'This imitation of an organization does not create users.')
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

/** PA docs, "Perform conditional operations using the Web API". `*` is also printed quoted there. */
function refuseVersion(row: UserRow, write: UserWrite, rules: WriteRules): Refusal | undefined {
  if (write.ifNoneMatch === '*') return refusal('DuplicateRecord')
  if (write.ifMatch === undefined || /^"?\*"?$/.test(write.ifMatch)) return undefined
  if (rules.optimisticConcurrency === false) return refusal('OptimisticConcurrencyNotEnabled')
  return write.ifMatch === etagOf(row) ? undefined : refusal('ConcurrencyVersionMismatch')
}

/** `versionnumber` as a weak ETag. */
export function etagOf(row: UserRow): string {
  return `W/"${row.versionnumber}"`
}

/** CE docs, error codes: each kind of special user has its own; disabled users are no such kind. */
function refuseSpecialUser(row: UserRow): Refusal | undefined {
  if (row.isintegrationuser || /^(SYSTEM|INTEGRATION)$/.test(row.fullname)) {
    return refusal('CannotModifySpecialUser')
  }
  if (row.accessmode === 3) return refusal('SupportUserCannotBeCreateNorUpdated')
  if (row.accessmode === 5) return refusal('DelegatedAdminUserCannotBeCreateNorUpdated')
  if (row.applicationid !== null) return refusal('ApplicationUserCannotBeUpdated')
  return undefined
}

/** `domainname` is SystemRequired; and nobody changes their own. */
function refuseName(row: UserRow, write: UserWrite, rules: WriteRules): Refusal | undefined {
  const { domainname } = write.changes
  if (domainname === undefined) return undefined
  if (isBlank(domainname)) return refusal('MissingUserDomainName')
  const isOwn = row.systemuserid === rules.callerId.toLowerCase()
  return isOwn && isChanged(row, domainname)
    ? refusal('CallerCannotChangeOwnDomainName')
    : undefined
}
