import { bit, subsets, type Bits } from './bits.ts'
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
  const hops = {
    must: toBits(tangle.filter(isHop)),
    may: toBits(tangle.filter(move => !isHop(move)))
  }
  const enough = Math.min(placeholders, tangle.length)
  let way = fewestHops(waits, hops, enough)
  for (let more = enough + 1; !way && more <= tangle.length; more += 1) {
    way = fewestHops(waits, hops, more)
  }
  return (way?.order ?? []).flatMap(index => tangle[index] ?? [])
}

/** The best way with as few hops as so many placeholders allow. */
function fewestHops(
  waits: readonly Bits[],
  { must, may }: { readonly must: Bits; readonly may: Bits },
  placeholders: number
): Way | undefined {
  for (let more = 0; more <= waits.length; more += 1) {
    const ways = subsets(may, more).flatMap(
      hops => orderParks(waits, must | hops, placeholders) ?? []
    )
    const [first, ...others] = ways
    if (first) return others.reduce((best, way) => (isBetter(way, best) ? way : best), first)
  }
  return undefined
}

function isBetter(way: Way, other: Way): boolean {
  const gain = other.placeholders - way.placeholders
  return gain > 0 || (gain === 0 && way.openers < other.openers)
}
