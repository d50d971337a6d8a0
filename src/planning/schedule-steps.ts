import type { Step } from '../model/plan.ts'
import { chooseLanes, type Lane } from './choose-lanes.ts'
import type { Dependencies } from './find-dependencies.ts'
import type { Move } from './move.ts'
import type { Convoy } from './order-moves.ts'

/**
 * Writes convoys down as steps. `after` holds what a step really waits for, so that all else may
 * run side by side: what it needs must be released, its own park done, its placeholder handed over.
 * Nobody is parked just to wait: the first parks of a convoy wait for all that it needs from
 * outside, every one of its placeholders included.
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
  readonly #lanes: readonly Lane[]
  /** By which step a record let go of its name and account. */
  readonly #releasedBy = new Map<string, number>()
  readonly #parkOf = new Map<string, { readonly sequence: number; readonly lane: Lane }>()
  /** When each step ends, if each takes as long as the others and nothing fails. */
  readonly #endOf = new Map<number, number>()

  constructor(dependencies: Dependencies, placeholders: readonly string[]) {
    this.#dependencies = dependencies
    this.#lanes = placeholders.map(placeholder => ({ placeholder, freeAt: 0 }))
  }

  add(convoy: Convoy): void {
    const released = convoy.moves.flatMap(move => this.#releases(move))
    const lanes = chooseLanes(this.#lanes, convoy.placeholdersNeeded, this.#end(released))
    const gate = [...released, ...lanes.flatMap(lane => lane.freedBy ?? [])]
    const openers = convoy.moves.filter(move => convoy.openers.has(move.systemUserId))
    for (const move of openers) this.#park(move, lanes.shift(), gate)
    let waiting = this.#mapReleased(openers)
    // The openers waited for all lanes already; who follows waits for them.
    let handOver = openers.length > 0 ? [] : gate
    for (const move of convoy.moves.filter(each => !convoy.openers.has(each.systemUserId))) {
      const isHop = convoy.hoppers.has(move.systemUserId)
      if (isHop) this.#park(move, lanes[0], handOver)
      const map = this.#map(move)
      if (isHop) handOver = [map]
      waiting = this.#mapReleased(waiting)
    }
  }

  /** Maps the openers that wait for nobody any more; the others remain. */
  #mapReleased(openers: readonly Move[]): readonly Move[] {
    const isFree = (move: Move) => this.#holders(move).every(id => this.#releasedBy.has(id))
    for (const move of openers.filter(isFree)) this.#map(move)
    return openers.filter(move => !isFree(move))
  }

  #park(move: Move, lane: Lane | undefined, handOver: readonly number[]): void {
    if (!lane) throw new Error('more parks at once than the convoy was counted for')
    const after = [...handOver, ...this.#releases(move)]
    const sequence = this.#write(move, 'park', move.domainName, lane.placeholder, after)
    this.#parkOf.set(move.systemUserId, { sequence, lane })
    this.#releasedBy.set(move.systemUserId, sequence)
  }

  #map(move: Move): number {
    const park = this.#parkOf.get(move.systemUserId)
    const from = park?.lane.placeholder ?? move.domainName
    const after = [...this.#releases(move), ...(park ? [park.sequence] : [])]
    const sequence = this.#write(move, 'map', from, move.toDomainName, after)
    if (park) Object.assign(park.lane, { freedBy: sequence, freeAt: this.#end([sequence]) })
    else this.#releasedBy.set(move.systemUserId, sequence)
    return sequence
  }

  #releases(move: Move): number[] {
    return this.#holders(move).flatMap(id => this.#releasedBy.get(id) ?? [])
  }

  #holders(move: Move): readonly string[] {
    return (this.#dependencies.get(move.systemUserId) ?? []).map(holder => holder.systemUserId)
  }

  #end(sequences: readonly number[]): number {
    return sequences.reduce((latest, each) => Math.max(latest, this.#endOf.get(each) ?? 0), 0)
  }

  #write(
    { systemUserId, fullName, objectGuid, toObjectGuid }: Move,
    action: Step['action'],
    fromDomainName: string,
    toDomainName: string,
    after: readonly number[]
  ): number {
    const sequence = this.steps.length + 1
    this.#endOf.set(sequence, this.#end(after) + 1)
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
