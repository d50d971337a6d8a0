export const roles = ['reader', 'planner', 'approver', 'executor', 'auditor', 'admin'] as const
export type Role = (typeof roles)[number]

/** Who asks, and for whom. `onBehalfOf` is what the caller says, never what we checked. */
export interface Caller {
  readonly name: string
  readonly roles: ReadonlySet<Role>
  readonly onBehalfOf?: string
  readonly remoteAddress?: string
}
