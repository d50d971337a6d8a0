import type { Write } from './unfold-writes.ts'

/** How many are parked at once. */
export function mostParked(writes: readonly Write[]): number {
  let [parked, most] = [0, 0]
  const hops = new Set(writes.flatMap(({ action, move }) => (action === 'park' ? move : [])))
  for (const { action, move } of writes) {
    if (action === 'park') parked += 1
    else if (hops.has(move)) parked -= 1
    most = Math.max(most, parked)
  }
  return most
}
