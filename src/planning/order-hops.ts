import { isHop, type Holders, type Move } from './move.ts'
import { searchHops } from './search-hops.ts'
import { strongComponents } from './strong-components.ts'

/** Tangles of at most so many are ordered as well as can be. */
const searchable = 12

/**
 * Who of a tangle hops, in the order of their parks: all who must, and as few others as open all
 * cycles. Small tangles are searched. In a larger one somebody parks, and what then still holds
 * itself up in cycles is ordered tangle by tangle in the same way; a good order, not always the
 * best (`npm run bench -- planning` says by how much).
 */
export function orderHops(
  tangle: readonly Move[],
  holders: Holders,
  placeholders: number,
  limit = searchable
): readonly Move[] {
  const hops: Move[] = []
  const rest = [tangle]
  for (let part = rest.pop(); part; part = rest.pop()) {
    const opener = part.length > limit ? chooseOpener(part, holders) : undefined
    if (opener) hops.push(opener)
    else hops.push(...searchHops(part, holders, placeholders))
    if (opener) rest.push(...without(opener, part, holders).toReversed())
  }
  return hops
}

/**
 * Who hops anyway opens a cycle for no extra write; among equals the one in most dependencies,
 * then the first.
 */
function chooseOpener(tangle: readonly Move[], holders: Holders): Move | undefined {
  const hoppers = tangle.filter(isHop)
  const degree = countDependencies(tangle, holders)
  const gain = (move: Move) => degree.get(move) ?? 0
  return (hoppers.length > 0 ? hoppers : tangle).reduce((best, move) =>
    gain(move) > gain(best) ? move : best
  )
}

function countDependencies(tangle: readonly Move[], holders: Holders): ReadonlyMap<Move, number> {
  const degree = new Map(tangle.map(move => [move, 0]))
  const add = (move: Move) => degree.set(move, (degree.get(move) ?? 0) + 1)
  for (const move of tangle) {
    for (const holder of holders(move).filter(each => degree.has(each))) {
      add(move)
      add(holder)
    }
  }
  return degree
}

/** What is left when one has parked: holders before those who wait for them. */
function without(
  opener: Move,
  tangle: readonly Move[],
  holders: Holders
): readonly (readonly Move[])[] {
  const left = new Set(tangle)
  left.delete(opener)
  return strongComponents([...left], move => holders(move).filter(each => left.has(each)))
}
