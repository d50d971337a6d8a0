import type { SystemValues } from './directory-tree.ts'
import { firstText, type Entry } from './entry.ts'

/** One row of the replication metadata: how often the logon name was set, and when last. */
export interface NameVersion {
  /** 1: as it was made. */
  readonly version: number
  readonly setAt: Date
  readonly usn: number
}

/** After a change; the same one where the logon name stays to the letter. */
export function nextVersion(
  entry: Entry,
  before: Entry | undefined,
  setAt: Date,
  usn: number
): NameVersion | undefined {
  const name = firstText(entry, 'sAMAccountName')
  if (before === undefined) return name === undefined ? undefined : { version: 1, setAt, usn }
  if (name === firstText(before, 'sAMAccountName')) return before.nameVersion
  return { version: (before.nameVersion?.version ?? 1) + 1, setAt, usn }
}

/**
 * Of an entry that was there before the server. Undefined where it was made earlier and does not say
 * what its name went through: that it was never changed would be a guess.
 */
export function seededVersion(
  { whenCreated, logonNameChanges }: SystemValues,
  made: NameVersion | undefined
): NameVersion | undefined {
  if (made === undefined || whenCreated === undefined) return made
  if (logonNameChanges === undefined) return undefined
  const { count, lastAt } = logonNameChanges
  return { version: count + 1, setAt: lastAt, usn: made.usn }
}
