import type { Blocked, Step } from '../model/plan.ts'
import { findBlocked } from './find-blocked.ts'
import { findDependencies } from './find-dependencies.ts'
import type { Move, RecordState } from './move.ts'
import { orderMoves, type Convoy } from './order-moves.ts'
import { scheduleSteps } from './schedule-steps.ts'

export interface PlanInput {
  readonly moves: readonly Move[]
  /** Every record of the organization, disabled and special ones included. */
  readonly records: readonly RecordState[]
  /** Fit placeholders, the preferred first. */
  readonly placeholders: readonly string[]
  /** Users who should move as well, and can't for a reason that is known already. */
  readonly stuck?: readonly Blocked[]
}

export interface Remap {
  readonly steps: readonly Step[]
  /** The stuck ones included. */
  readonly blocked: readonly Blocked[]
  /** The fewest with which these steps can be done; more buy parallel lanes. */
  readonly placeholdersNeeded: number
}

/**
 * Orders moves so that every prefix is legal: no two records ever hold the same name or account.
 * Moves that can't be made so are blocked, and with them whoever waits for what they hold.
 */
export function planRemap({ moves, records, placeholders, stuck = [] }: PlanInput): Remap {
  const sorted = moves.toSorted((a, b) => (a.systemUserId < b.systemUserId ? -1 : 1))
  const dependencies = findDependencies(sorted, records)
  const stays = new Map(stuck.map(each => [each.systemUserId, each]))
  const refused = findBlocked(sorted, dependencies, new Map(), stays)
  const convoys = orderMoves(remaining(sorted, refused), dependencies, placeholders.length)
  const short = tooNarrow(convoys, placeholders.length)
  const blocked = findBlocked(sorted, dependencies, new Map([...refused, ...short]), stays)
  const movable = convoys.filter(convoy =>
    convoy.moves.every(move => !blocked.has(move.systemUserId))
  )
  return {
    steps: scheduleSteps(movable, dependencies, placeholders),
    blocked: [...stuck, ...blocked.values()],
    placeholdersNeeded: Math.max(0, ...movable.map(convoy => convoy.placeholdersNeeded))
  }
}

function remaining(moves: readonly Move[], blocked: ReadonlyMap<string, Blocked>): Move[] {
  return moves.filter(move => !blocked.has(move.systemUserId))
}

function tooNarrow(convoys: readonly Convoy[], available: number): [string, Blocked][] {
  return convoys
    .filter(convoy => convoy.placeholdersNeeded > available)
    .flatMap(convoy => convoy.moves.map(move => tooFew(move, convoy.placeholdersNeeded, available)))
}

function tooFew(move: Move, needed: number, available: number): [string, Blocked] {
  const { systemUserId, fullName } = move
  const detail = `As it is planned here, this move needs ${needed} free placeholder${needed > 1 ? 's' : ''}, and ${available} ${available === 1 ? 'is' : 'are'} fit for use. Add accounts to PLACEHOLDER_ACCOUNTS, or see GET /v1/placeholders for what is wrong with the present ones.`
  return [systemUserId, { systemUserId, fullName, code: 'not-enough-placeholders', detail }]
}
