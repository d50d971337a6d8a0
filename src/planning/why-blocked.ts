import type { Blocked, BlockedCode } from '../model/plan.ts'
import type { Move, RecordState } from './move.ts'

/** Whom a blocked user waits for, one after the other, down to the one whose own trouble is the cause. */
export interface Trail {
  readonly root: Blocked
  /** Those before the root, the nearest first; only a few are kept by name. */
  readonly names: readonly string[]
  readonly length: number
}

export function startTrail(root: Blocked): Trail {
  return { root, names: [], length: 0 }
}

/** The trail of somebody who waits for `holder`, whose own is given. */
export function lengthen({ root, names, length }: Trail, holder: RecordState): Trail {
  if (holder.systemUserId === root.systemUserId) return { root, names, length }
  return { root, names: [nameOf(holder), ...names].slice(0, namesShown), length: length + 1 }
}

const namesShown = 3

export function wantedByAnother(move: Move, rival: Move): Blocked {
  const detail = `${nameOf(rival)} (${rival.domainName}) should become ${move.toDomainName} as well. Decide whose account it is.`
  return blocked(move, 'target-wanted-twice', detail)
}

export function heldByUnplanned(move: Move, holder: RecordState): Blocked {
  const detail = `${heldBy(move, holder)}, which this plan does not move. Plan that user as well, by \`targets\` to an account of its own if need be, or decide which record is right.`
  return { ...blocked(move, 'target-held-by-unplanned-user', detail), ...naming(holder) }
}

/** The holder was asked for as well, and can't be moved. */
export function heldByStuck(move: Move, holder: RecordState, why: Blocked): Blocked {
  const detail = `${heldBy(move, holder)}, which can't be moved itself (${why.code}). Resolve that first.`
  return {
    ...blocked(move, 'target-held-by-unplanned-user', detail),
    ...naming(holder),
    rootSystemUserId: why.systemUserId
  }
}

/** `trail` is that of the holder. */
export function waitsForBlocked(move: Move, holder: RecordState, trail: Trail): Blocked {
  const detail = `${heldBy(move, holder)}, ${follow(trail, holder)}. Resolve that first.`
  return {
    ...blocked(move, 'depends-on-blocked-user', detail),
    ...naming(holder),
    rootSystemUserId: trail.root.systemUserId
  }
}

function follow({ root, names, length }: Trail, holder: RecordState): string {
  if (holder.systemUserId === root.systemUserId) return `which is blocked itself (${root.code})`
  const more = length > names.length ? [`${length - names.length} more in a row`] : []
  const all = [...names, ...more, nameOf(root)]
  return `which waits for ${all.join(', who waits for ')}, who is blocked (${root.code})`
}

/** By its name, or only by what the link baseline says of its account. */
function heldBy({ toDomainName, toNameKey }: Move, holder: RecordState): string {
  const held = holder.nameKey === toNameKey ? toDomainName : `The account of ${toDomainName}`
  return `${held} is held by the record of ${nameOf(holder)} (${holder.domainName})`
}

function nameOf({ fullName, systemUserId }: { fullName?: string; systemUserId: string }): string {
  return fullName || systemUserId
}

function naming({ systemUserId, fullName }: RecordState): Partial<Blocked> {
  return { holderSystemUserId: systemUserId, holderFullName: fullName }
}

function blocked({ systemUserId, fullName }: Move, code: BlockedCode, detail: string): Blocked {
  return { systemUserId, fullName, code, detail }
}
