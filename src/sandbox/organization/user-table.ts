import type { UserRow } from '../user-row.ts'

/** One applied write: what the record's `domainname` was before and is after. */
export interface AppliedWrite {
  readonly at: string
  readonly systemuserid: string
  readonly from: string
  readonly to: string
}

/** The `systemuser` rows of one organization; `rows` are live, in the order of their ids. */
export interface UserTable {
  readonly rows: readonly UserRow[]
  readonly writes: readonly AppliedWrite[]
  find(systemuserid: string): UserRow | undefined
  /** The row that holds the GUID, disabled ones included. */
  holderOf(objectGuid: string): UserRow | undefined
  change(row: UserRow, changes: Partial<UserRow>): void
}

/** Copies the rows: what a caller keeps of them stays as it was. */
export function openUserTable(rows: readonly UserRow[], now = () => new Date()): UserTable {
  const kept = rows.map(copyOf)
  kept.sort((a, b) => (a.systemuserid < b.systemuserid ? -1 : 1))
  const byId = new Map(kept.map(row => [row.systemuserid, row]))
  const writes: AppliedWrite[] = []
  // rowversion is one counter for the whole database, not one per row.
  let version = kept.reduce((highest, row) => Math.max(highest, row.versionnumber), 0)

  return {
    rows: kept,
    writes,
    find: systemuserid => byId.get(systemuserid.toLowerCase()),
    holderOf(objectGuid) {
      const wanted = objectGuid.toLowerCase()
      return kept.find(row => row.activedirectoryguid === wanted)
    },
    change(row, changes) {
      const from = row.domainname
      const at = now().toISOString()
      Object.assign(row, changes, consequences(row, changes))
      row.activedirectoryguid = row.activedirectoryguid?.toLowerCase()
      row.versionnumber = version += 1
      row.modifiedon = `${at.slice(0, 19)}Z`
      writes.push({ at, systemuserid: row.systemuserid, from, to: row.domainname })
    }
  }
}

/** GUIDs in lower case, so that they compare as they are. */
function copyOf(row: UserRow): UserRow {
  const systemuserid = row.systemuserid.toLowerCase()
  return { ...row, systemuserid, activedirectoryguid: row.activedirectoryguid?.toLowerCase() }
}

/** `fullname` is computed; a changed e-mail address waits for approval again (2 = pending). */
function consequences(row: UserRow, changes: Partial<UserRow>): Partial<UserRow> {
  const { firstname = row.firstname, lastname = row.lastname, internalemailaddress } = changes
  const isRenamed = firstname !== row.firstname || lastname !== row.lastname
  const hasNewAddress =
    internalemailaddress !== undefined && internalemailaddress !== row.internalemailaddress
  return {
    ...(isRenamed && { fullname: [firstname, lastname].filter(Boolean).join(' ') }),
    ...(hasNewAddress && { emailrouteraccessapproval: 2 })
  }
}
