import { bit, subsets } from './bits.ts'
import { isHop, type Holders, type Move } from './move.ts'
import { orderParks, type Way } from './order-parks.ts'

/**
 * Who hops, in the order of their parks: the fewest writes for which the placeholders are enough,
 * then the fewest placeholders, then the fewest openers. Where they are enough for nothing, what
 * needs the fewest.
 *
 * Exact, by trying every set of people who could hop beside those who must. The time doubles with
 * every person of the tangle, and with every one of them who hops.
 */
export function searchHops(
  tangle: readonly Move[],
  holders: Holders,
  placeholders: number
): readonly Move[] {
  const toBits = (moves: readonly Move[]) =>
    moves.reduce((bits, move) => bits | bit(tangle.indexOf(move)), 0)
  const waits = tangle.map(move => toBits(holders(move).filter(each => tangle.includes(each))))
  const mustHop = toBits(tangle.filter(isHop))
  const mayHop = toBits(tangle.filter(move => !isHop(move)))
  let best: Way | undefined
  for (let more = 0; more <= tangle.length; more += 1) {
    const ways = subsets(mayHop, more).flatMap(hops => orderParks(waits, mustHop | hops) ?? [])
    for (const way of ways) if (!best || isBetter(way, best)) best = way
    if (best && best.placeholders <= Math.max(placeholders, fewestForTwo)) break
  }
  return (best?.order ?? []).flatMap(index => tangle[index] ?? [])
}

/** With two or more hops in one tangle somebody is parked until another one is parked too. */
const fewestForTwo = 2

function isBetter(way: Way, other: Way): boolean {
  const gain = other.placeholders - way.placeholders
  return gain > 0 || (gain === 0 && way.openers < other.openers)
}
