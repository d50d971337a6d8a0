import type { Metrics } from '../../src/ports.ts'

/** Remembers what was set, in order. */
export function fakeMetrics(): Metrics & { readonly stranded: readonly number[] } {
  const stranded: number[] = []
  return { stranded, setStrandedUsers: count => void stranded.push(count) }
}
