import { mustHop } from './must-hop.ts'

/** A record as the planner sees it: the name and the account that it holds. */
export interface RecordState {
  readonly systemUserId: string
  readonly fullName: string
  /** As written in the record. */
  readonly domainName: string
  /** The same, in the one form in which names are compared. */
  readonly nameKey: string
  /** By the link baseline; absent where unknown. */
  readonly objectGuid?: string
}

/** What one record should hold in the end. */
export interface Move extends RecordState {
  readonly toDomainName: string
  readonly toNameKey: string
  readonly toObjectGuid: string
  /** The link may be out of date, so that the account which the record really holds is unknown. */
  readonly isDisputed?: boolean
}

/** The planned ones among those who hold what a move needs. */
export type Holders = (move: Move) => readonly Move[]

export function isHop(move: Move): boolean {
  return mustHop({
    ...(move.objectGuid && !move.isDisputed && { oldGuid: move.objectGuid }),
    newGuid: move.toObjectGuid,
    oldName: move.nameKey,
    newName: move.toNameKey
  })
}
