import { bit, members, type Bits } from './bits.ts'

export interface Way {
  /** Who parks, one after the other. */
  readonly order: readonly number[]
  /** How many are parked at once. */
  readonly placeholders: number
  /** How many are parked to wait for others; each would be stranded if those fail. */
  readonly openers: number
}

/**
 * The order in which these park with the fewest placeholders, then the fewest openers; `waits` are,
 * for each of a tangle, those it waits for. `undefined` where a cycle without a hop is left, or
 * `most` placeholders are not enough.
 *
 * What can be done next depends only on who parked so far, not in which order (`unfoldWrites` says
 * why). So it goes from each such set to those with one more, and keeps the best way to each.
 */
export function orderParks(waits: readonly Bits[], hops: Bits, most: number): Way | undefined {
  const direct = members((bit(waits.length) - 1) & ~hops)
  if (lettingGo(waits, direct, hops) !== bit(waits.length) - 1) return undefined
  const parkedAfter = remember(parked => {
    const gone = lettingGo(waits, direct, parked)
    return members(parked).reduce(
      (left, each) => (isFree(waits, each, gone) ? left : left | bit(each)),
      0
    )
  })
  for (let placeholders = 0; placeholders <= most; placeholders += 1) {
    const way = orderWith(placeholders, hops, parkedAfter)
    if (way) return way
  }
  return undefined
}

/** Those who have parked, and whoever could be mapped without. */
function lettingGo(waits: readonly Bits[], direct: readonly number[], parked: Bits): Bits {
  let gone = parked
  for (let before = -1; before !== gone;) {
    before = gone
    for (const each of direct) if (isFree(waits, each, gone)) gone |= bit(each)
  }
  return gone
}

function isFree(waits: readonly Bits[], index: number, gone: Bits): boolean {
  return ((waits[index] ?? 0) & ~gone) === 0
}

/** `parkedAfter`: who is still parked when these have parked and all who can be mapped are. */
type ParkedAfter = (parked: Bits) => Bits

function orderWith(placeholders: number, hops: Bits, parkedAfter: ParkedAfter): Way | undefined {
  let ways = new Map<Bits, Way>([[0, { order: [], placeholders, openers: 0 }]])
  for (const _ of members(hops)) ways = parkOneMore(ways, hops, parkedAfter)
  return ways.get(hops)
}

function parkOneMore(
  ways: ReadonlyMap<Bits, Way>,
  hops: Bits,
  parkedAfter: ParkedAfter
): Map<Bits, Way> {
  const further = new Map<Bits, Way>()
  for (const [before, { order, placeholders, openers: soFar }] of ways) {
    for (const who of members(hops & ~before)) {
      const parked = before | bit(who)
      const left = parkedAfter(parked)
      const openers = soFar + ((left & bit(who)) === 0 ? 0 : 1)
      const isBest = openers < (further.get(parked)?.openers ?? Infinity)
      if (isBest && members(left).length < placeholders)
        further.set(parked, { order: [...order, who], placeholders, openers })
    }
  }
  return further
}

function remember(compute: ParkedAfter): ParkedAfter {
  const known = new Map<Bits, Bits>()
  return parked => {
    const value = known.get(parked) ?? compute(parked)
    known.set(parked, value)
    return value
  }
}
