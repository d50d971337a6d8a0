/** One placeholder and when it is free, in writes since the start: an estimate that balances lanes. */
export interface Lane {
  readonly placeholder: string
  freeAt: number
  /** The steps that whoever parks in it next has to wait for: at least the map that left it. */
  freedBy: readonly number[]
}

/**
 * The lanes in which work that is ready at some time begins earliest; among those that are free by
 * then, the ones that idled least. All are there at once: nobody parks while the next placeholder
 * is still taken.
 */
export function chooseLanes(lanes: readonly Lane[], count: number, readyAt: number): Lane[] {
  const rest = [...lanes]
  return Array.from({ length: count }, () => {
    const best = rest.reduce((best, lane) => (isBetter(lane, best, readyAt) ? lane : best))
    rest.splice(rest.indexOf(best), 1)
    return best
  })
}

function isBetter(lane: Lane, best: Lane, readyAt: number): boolean {
  const isLate = (each: Lane) => each.freeAt > readyAt
  if (isLate(lane) || isLate(best)) return lane.freeAt < best.freeAt
  return lane.freeAt > best.freeAt
}
