import type { Step } from '../model/plan.ts'
import type { Dependencies } from './find-dependencies.ts'
import type { Move } from './move.ts'
import type { Convoy } from './order-moves.ts'
import { PlaceholderLanes } from './placeholder-lanes.ts'

/**
 * Writes convoys down as steps. `after` holds what a step really waits for, so that all else may
 * run side by side: what it needs must be released, its own park done, its placeholder handed over.
 * A park waits for all that its map waits for where it can: nobody is parked just to wait.
 */
export function scheduleSteps(
  convoys: readonly Convoy[],
  dependencies: Dependencies,
  placeholders: readonly string[]
): readonly Step[] {
  const schedule = new Schedule(dependencies, placeholders)
  for (const convoy of convoys) schedule.add(convoy)
  return schedule.steps
}

class Schedule {
  readonly steps: Step[] = []
  readonly #dependencies: Dependencies
  readonly #lanes: PlaceholderLanes
  /** By which step a record let go of its name and account. */
  readonly #releasedBy = new Map<string, number>()
  readonly #parkOf = new Map<string, { readonly sequence: number; readonly placeholder: string }>()
  readonly #groupOf = new Map<string, number>()

  constructor(dependencies: Dependencies, placeholders: readonly string[]) {
    this.#dependencies = dependencies
    this.#lanes = new PlaceholderLanes(placeholders)
  }

  add(convoy: Convoy): void {
    this.#joinGroup(convoy)
    const openers = convoy.moves.filter(move => convoy.openers.has(move.systemUserId))
    for (const move of openers) this.#park(move)
    let waiting = this.#mapReleased(openers)
    for (const move of convoy.moves) {
      if (convoy.openers.has(move.systemUserId)) continue
      if (convoy.hoppers.has(move.systemUserId)) this.#park(move)
      this.#map(move)
      waiting = this.#mapReleased(waiting)
    }
  }

  /** Convoys that wait for each other share placeholders: they can't run side by side anyway. */
  #joinGroup(convoy: Convoy): void {
    const holders = convoy.moves.flatMap(move => this.#holders(move))
    const group = holders.map(id => this.#groupOf.get(id)).find(each => each !== undefined)
    for (const move of convoy.moves) {
      this.#groupOf.set(move.systemUserId, group ?? this.steps.length)
    }
  }

  /** Maps the openers that wait for nobody any more; the others remain. */
  #mapReleased(openers: readonly Move[]): readonly Move[] {
    const isFree = (move: Move) => this.#holders(move).every(id => this.#releasedBy.has(id))
    for (const move of openers.filter(isFree)) this.#map(move)
    return openers.filter(move => !isFree(move))
  }

  #park(move: Move): void {
    const lane = this.#lanes.take(this.#groupOf.get(move.systemUserId) ?? 0)
    const after = [...this.#releases(move), ...(lane.freedBy ? [lane.freedBy] : [])]
    const sequence = this.#write(move, 'park', move.domainName, lane.placeholder, after)
    this.#parkOf.set(move.systemUserId, { sequence, placeholder: lane.placeholder })
    this.#releasedBy.set(move.systemUserId, sequence)
  }

  #map(move: Move): void {
    const park = this.#parkOf.get(move.systemUserId)
    const from = park?.placeholder ?? move.domainName
    const after = [...this.#releases(move), ...(park ? [park.sequence] : [])]
    const sequence = this.#write(move, 'map', from, move.toDomainName, after)
    if (park) this.#lanes.release(park.placeholder, sequence)
    else this.#releasedBy.set(move.systemUserId, sequence)
  }

  #releases(move: Move): number[] {
    return this.#holders(move).flatMap(id => this.#releasedBy.get(id) ?? [])
  }

  #holders(move: Move): readonly string[] {
    return (this.#dependencies.get(move.systemUserId) ?? []).map(holder => holder.systemUserId)
  }

  #write(
    { systemUserId, fullName, objectGuid, toObjectGuid }: Move,
    action: Step['action'],
    fromDomainName: string,
    toDomainName: string,
    after: readonly number[]
  ): number {
    const sequence = this.steps.length + 1
    this.steps.push({
      sequence,
      action,
      systemUserId,
      fullName,
      fromDomainName,
      toDomainName,
      ...(action === 'map' && { toObjectGuid }),
      ...(objectGuid && { fromObjectGuid: objectGuid }),
      after: [...new Set(after)].toSorted((a, b) => a - b)
    })
    return sequence
  }
}
