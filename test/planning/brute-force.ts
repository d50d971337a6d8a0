import type { Move } from '../../src/planning/move.ts'
import type { PlanWorld } from './worlds.ts'

/** Where each user is: as at first, on some placeholder, or where it should be. */
type State = readonly ('first' | 'parked' | 'done')[]

/** The fewest writes that move everybody, by searching all states; Infinity when it can't be done. */
export function fewestWrites(world: PlanWorld, placeholders = world.placeholders.length): number {
  const start: State = world.moves.map(() => 'first')
  const writes = new Map([[start.join(), 0]])
  const queue = [start]
  for (const state of queue) {
    const soFar = writes.get(state.join()) ?? 0
    if (state.every(each => each === 'done')) return soFar
    for (const next of nextStates(world, state, placeholders)) {
      if (writes.has(next.join())) continue
      writes.set(next.join(), soFar + 1)
      queue.push(next)
    }
  }
  return Infinity
}

/** The fewest placeholders with which no more writes are needed than with all of them. */
export function fewestPlaceholders(world: PlanWorld): number {
  const writes = fewestWrites(world)
  const counts = Array.from({ length: world.placeholders.length + 1 }, (_, count) => count)
  return counts.find(count => fewestWrites(world, count) === writes) ?? Infinity
}

/** One write more: somebody parks, or is mapped. */
function nextStates(world: PlanWorld, state: State, placeholders: number): State[] {
  const mayPark = state.filter(each => each === 'parked').length < placeholders
  const held = world.records.map(record => heldBy(world, state, record.systemUserId))
  return world.moves.flatMap((move, user) => [
    ...(mayPark && state[user] === 'first' ? [state.with(user, 'parked')] : []),
    ...(state[user] !== 'done' && mayMap(move, held) ? [state.with(user, 'done')] : [])
  ])
}

interface Held {
  readonly name: string
  readonly guid: string | undefined
}

function heldBy({ moves, records, links }: PlanWorld, state: State, id: string): Held | undefined {
  const user = moves.findIndex(each => each.systemUserId === id)
  const [move, at] = [moves[user], state[user]]
  if (move && at === 'done') return { name: move.toNameKey, guid: move.toObjectGuid }
  if (at === 'parked') return undefined
  const record = records.find(each => each.systemUserId === id)
  return record && { name: record.nameKey, guid: links.get(id) }
}

/** No record may hold the name or the GUID, this one included. */
function mayMap(move: Move, held: readonly (Held | undefined)[]): boolean {
  return held.every(each => each?.name !== move.toNameKey && each?.guid !== move.toObjectGuid)
}
