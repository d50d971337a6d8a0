import type { Clock } from '../../src/ports.ts'

/** A clock that stands still until somebody sleeps; `slept` holds how long each sleep was. */
export function fakeClock(startAt = '2026-03-01T09:00:00.000Z'): Clock & {
  readonly slept: readonly number[]
  advance(ms: number): void
} {
  const slept: number[] = []
  let elapsedMs = 0
  return {
    slept,
    now: () => new Date(Date.parse(startAt) + elapsedMs).toISOString(),
    monotonicMs: () => elapsedMs,
    async sleep(ms, signal) {
      signal.throwIfAborted()
      slept.push(ms)
      elapsedMs += ms
    },
    advance: ms => void (elapsedMs += ms)
  }
}
