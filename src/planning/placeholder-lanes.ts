interface Lane {
  readonly placeholder: string
  group?: number
  isTaken: boolean
  /** The step whose map left the placeholder free again. */
  freedBy?: number
}

/**
 * Which placeholder the next park takes: one that its own group just left, since they wait for
 * each other anyway; else one never used, which opens a lane of its own; else the one free longest.
 */
export class PlaceholderLanes {
  readonly #lanes: Lane[]

  constructor(placeholders: readonly string[]) {
    this.#lanes = placeholders.map(placeholder => ({ placeholder, isTaken: false }))
  }

  take(group: number): { readonly placeholder: string; readonly freedBy?: number } {
    const free = this.#lanes.filter(lane => !lane.isTaken)
    const lane =
      free.find(each => each.group === group) ??
      free.find(each => each.freedBy === undefined) ??
      free.toSorted((a, b) => (a.freedBy ?? 0) - (b.freedBy ?? 0))[0]
    if (!lane) throw new Error('more parks at once than the convoy was counted for')
    lane.isTaken = true
    lane.group = group
    return lane
  }

  release(placeholder: string, sequence: number): void {
    const lane = this.#lanes.find(each => each.placeholder === placeholder)
    if (!lane) return
    lane.isTaken = false
    lane.freedBy = sequence
  }
}
