import type { Step } from '../model/plan.ts'
import { chooseLanes, type Lane } from './choose-lanes.ts'
import type { Dependencies } from './find-dependencies.ts'
import type { Move } from './move.ts'
import type { Convoy } from './order-moves.ts'

/**
 * Writes convoys down as steps. `after` holds what a step really waits for, so that all else may
 * run side by side: what it needs must be released, its own park done, its placeholder handed over.
 * Nobody is parked just to wait: the first park of a convoy waits for all that it needs from
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
    this.#lanes = placeholders.map(placeholder => ({ placeholder, freeAt: 0, freedBy: [] }))
  }

  add({ moves, writes, placeholdersNeeded }: Convoy): void {
    const released = moves.flatMap(move => this.#releases(move))
    const lanes = chooseLanes(this.#lanes, placeholdersNeeded, this.#end(released))
    const gate = [...released, ...lanes.flatMap(lane => lane.freedBy)]
    for (const lane of lanes) lane.freedBy = gate
    for (const { action, move } of writes) {
      if (action === 'map') lanes.push(...this.#map(move))
      else this.#park(move, lanes)
    }
  }

  /** The first park waits for all lanes, and so who comes next in a fresh one waits for it. */
  #park(move: Move, lanes: Lane[]): void {
    const lane = lanes.shift()
    if (!lane) throw new Error('more parks at once than the convoy was counted for')
    const gate = lane.freedBy
    const after = [...gate, ...this.#releases(move)]
    const sequence = this.#write(move, 'park', move.domainName, lane.placeholder, after)
    for (const fresh of lanes.filter(each => each.freedBy === gate)) fresh.freedBy = [sequence]
    this.#parkOf.set(move.systemUserId, { sequence, lane })
    this.#releasedBy.set(move.systemUserId, sequence)
  }

  /** Answers the lane that it leaves. */
  #map(move: Move): Lane[] {
    const park = this.#parkOf.get(move.systemUserId)
    const from = park?.lane.placeholder ?? move.domainName
    const after = [...this.#releases(move), ...(park ? [park.sequence] : [])]
    const sequence = this.#write(move, 'map', from, move.toDomainName, after)
    if (!park) this.#releasedBy.set(move.systemUserId, sequence)
    return park
      ? [Object.assign(park.lane, { freedBy: [sequence], freeAt: this.#end([sequence]) })]
      : []
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
