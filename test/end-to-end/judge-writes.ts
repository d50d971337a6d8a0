import type { StartedOrganization } from '../../src/sandbox/organization/start-organization.ts'
import type { UserRow } from '../../src/sandbox/user-row.ts'

type Writes = StartedOrganization['writes']

export interface Verdict {
  /** What broke the promise, in words; nothing when it was kept. */
  readonly faults: readonly string[]
  /** How many users hold the name that they should, written exactly once. */
  readonly mapped: number
}

/**
 * Judges by the organization's own record of what was written, never by what the service says:
 * every user is mapped exactly once to the right name, through at most one placeholder; no two
 * records ever hold one name; nobody is left on a placeholder.
 */
export function judgeWrites(
  before: readonly UserRow[],
  writes: Writes,
  targets: ReadonlyMap<string, string>,
  placeholders: readonly string[]
): Verdict {
  const isPlaceholder = setOf(placeholders)
  const byUser = Map.groupBy(writes, write => write.systemuserid)
  const faults = [
    ...illegalOrders(before, writes),
    ...[...byUser].flatMap(([id, own]) => userFaults(id, own, targets.get(id), isPlaceholder)),
    ...[...targets.keys()].filter(id => !byUser.has(id)).map(id => `${id} was never written`)
  ]
  const mapped = [...targets].filter(
    ([id, name]) => fold(byUser.get(id)?.at(-1)?.to) === fold(name)
  )
  return { faults, mapped: mapped.length }
}

/** Replays the writes: the name that a write took must have been free. */
export function illegalOrders(before: readonly UserRow[], writes: Writes): string[] {
  const holders = new Map(before.map(row => [fold(row.domainname), row.systemuserid]))
  return writes.flatMap(({ systemuserid, from, to }) => {
    const holder = holders.get(fold(to))
    if (holders.get(fold(from)) === systemuserid) holders.delete(fold(from))
    holders.set(fold(to), systemuserid)
    const isTaken = holder !== undefined && holder !== systemuserid
    return isTaken ? [`${systemuserid} took ${to}, which ${holder} held`] : []
  })
}

/** What is wrong with the writes of one user who should have arrived. */
export function userFaults(
  id: string,
  own: Writes,
  target: string | undefined,
  isPlaceholder: ReadonlySet<string>
): string[] {
  if (target === undefined) return [`${id} was written, but is nobody to remap`]
  const names = own.map(write => fold(write.to))
  const parks = names.filter(name => isPlaceholder.has(name)).length
  return [
    ...(names.at(-1) === fold(target) ? [] : [`${id} ended on ${own.at(-1)?.to}, not ${target}`]),
    ...(names.length - parks === 1 ? [] : [`${id} was mapped ${names.length - parks} times`]),
    ...(parks > 1 ? [`${id} was parked ${parks} times`] : []),
    ...own.filter(write => fold(write.from) === fold(write.to)).map(() => `${id} was written twice`)
  ]
}

function setOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map(fold))
}

export function fold(name: string | undefined): string {
  return (name ?? '').toLowerCase()
}
