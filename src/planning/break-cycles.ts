import { isHop, type Move } from './move.ts'
import { strongComponents } from './strong-components.ts'

type Holders = (systemUserId: string) => readonly string[]

/**
 * Who must park first so that no cycle is left. A user who hops anyway opens a cycle for no extra
 * write, so those go first; among equals the one in most dependencies, then the lowest id. Exact
 * for simple cycles, which is what renames make; where a record stands in several cycles at once
 * it is a good choice, not a proven best.
 */
export function breakCycles(moves: readonly Move[], holders: Holders): ReadonlySet<string> {
  const openers = new Set<string>()
  const queue: (readonly Move[])[] = [moves]
  for (let tangle = queue.pop(); tangle; tangle = queue.pop()) {
    const opener = tangle.length > 1 ? choose(tangle, holders) : undefined
    if (!opener) continue
    openers.add(opener.systemUserId)
    queue.push(
      ...tangles(
        tangle.filter(move => move !== opener),
        holders
      )
    )
  }
  return openers
}

function tangles(moves: readonly Move[], holders: Holders): (readonly Move[])[] {
  const byId = new Map(moves.map(move => [move.systemUserId, move]))
  const within = (id: string) => holders(id).filter(each => byId.has(each))
  return strongComponents([...byId.keys()], within)
    .filter(component => component.length > 1)
    .map(component => component.flatMap(id => byId.get(id) ?? []))
}

function choose(tangle: readonly Move[], holders: Holders): Move | undefined {
  const degree = countDependencies(tangle, holders)
  const hoppers = tangle.filter(isHop)
  return (hoppers.length > 0 ? hoppers : tangle).reduce((best, move) => {
    const gain = (degree.get(move.systemUserId) ?? 0) - (degree.get(best.systemUserId) ?? 0)
    return gain > 0 || (gain === 0 && move.systemUserId < best.systemUserId) ? move : best
  })
}

function countDependencies(tangle: readonly Move[], holders: Holders): Map<string, number> {
  const ids = new Set(tangle.map(move => move.systemUserId))
  const degree = new Map<string, number>()
  const add = (id: string) => degree.set(id, (degree.get(id) ?? 0) + 1)
  for (const id of ids) {
    for (const holder of holders(id).filter(each => ids.has(each))) {
      add(id)
      add(holder)
    }
  }
  return degree
}
