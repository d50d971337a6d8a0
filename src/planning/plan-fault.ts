export type PlanFaultKind =
  | 'malformed'
  | 'no-record'
  | 'record-differs'
  | 'changes-nothing'
  | 'account-unknown'
  | 'must-hop'
  | 'held'
  | 'not-waited-for'
  | 'left-on-placeholder'

/** What is wrong with one step, and so with its user. */
export interface PlanFault {
  readonly kind: PlanFaultKind
  readonly sequence: number
  readonly systemUserId: string
  readonly detail: string
  /** The record in the way. */
  readonly holderSystemUserId?: string
}

/** The same, before it is said of which step. */
export type Complaint = Omit<PlanFault, 'sequence' | 'systemUserId'>
