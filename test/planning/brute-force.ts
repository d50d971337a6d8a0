import type { PlanWorld } from './worlds.ts'

/** Where each user of a small world is: as at first (-1), done (-2), or on the placeholder with this number. */
type State = readonly number[]
const atFirst = -1
const done = -2

/** The fewest writes that move everybody, by searching all states; Infinity when it can't be done. */
export function fewestWrites(world: PlanWorld, placeholders = world.placeholders.length): number {
  const start: State = world.moves.map(() => atFirst)
  const seen = new Map([[String(start), 0]])
  for (const state of queue([start])) {
    const writes = seen.get(String(state.now)) ?? 0
    if (state.now.every(each => each === done)) return writes
    for (const next of nextStates(world, state.now, placeholders)) {
      if (seen.has(String(next))) continue
      seen.set(String(next), writes + 1)
      state.add(next)
    }
  }
  return Infinity
}

/** The fewest placeholders with which no more writes are needed than with many. */
export function fewestPlaceholders(world: PlanWorld): number {
  const writes = fewestWrites(world)
  return world.placeholders.findIndex((_, count) => fewestWrites(world, count) === writes)
}

function* queue(items: State[]): Generator<{ now: State; add: (state: State) => void }> {
  for (let now = items.shift(); now; now = items.shift()) {
    yield { now, add: state => items.push(state) }
  }
}

function nextStates(world: PlanWorld, state: State, placeholders: number): State[] {
  return state.flatMap((at, user) => {
    if (at === done) return []
    const free = Array.from({ length: placeholders }, (_, i) => i).filter(i => !state.includes(i))
    const goals = at === atFirst ? [...free, done] : [done]
    return goals
      .filter(goal => goal !== done || mayMap(world, state, user))
      .map(goal => state.with(user, goal))
  })
}

/** The name must change, and no record may hold the name or the GUID, this one included. */
function mayMap(world: PlanWorld, state: State, user: number): boolean {
  const move = world.moves[user]
  if (!move) return false
  const held = world.records.flatMap(record => {
    const index = world.moves.findIndex(each => each.systemUserId === record.systemUserId)
    const at = index < 0 ? atFirst : (state[index] ?? atFirst)
    const own = world.moves[index]
    if (at === atFirst) return [[record.nameKey, world.links.get(record.systemUserId)]]
    return at === done && own ? [[own.toNameKey, own.toObjectGuid]] : []
  })
  return held.every(([name, guid]) => name !== move.toNameKey && guid !== move.toObjectGuid)
}
