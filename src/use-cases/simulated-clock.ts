import type { Clock } from '../ports.ts'

/** A clock on which nobody waits. */
export interface SimulatedClock extends Clock {
  /**
   * Resolves when one of them has ended. Time passes only meanwhile, and only while all of them
   * sleep: it goes on to when the first one wakes, so that they take turns as they would in truth.
   * The event loop turns before it resolves: what else the process serves waits for one step only.
   */
  anyOf(running: readonly Promise<void>[]): Promise<void>
}

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

export function createSimulatedClock(startAt: string): SimulatedClock {
  const sleepers = new Set<Sleeper>()
  let elapsedMs = 0
  /** How many must sleep for time to pass. */
  let awaited = Infinity

  function passTime(): void {
    if (sleepers.size < awaited) return
    const first = [...sleepers].reduce((a, b) => (b.until < a.until ? b : a))
    sleepers.delete(first)
    elapsedMs = first.until
    first.wake()
  }

  return {
    now: () => new Date(Date.parse(startAt) + elapsedMs).toISOString(),
    monotonicMs: () => elapsedMs,
    async sleep(ms, signal) {
      signal.throwIfAborted()
      const { promise, resolve } = Promise.withResolvers<void>()
      const wake = () => resolve()
      const sleeper = { until: elapsedMs + ms, wake }
      sleepers.add(sleeper)
      signal.addEventListener('abort', wake)
      passTime()
      await promise
      signal.removeEventListener('abort', wake)
      sleepers.delete(sleeper)
      signal.throwIfAborted()
    },
    async anyOf(running) {
      awaited = running.length
      try {
        passTime()
        await Promise.race(running)
      } finally {
        awaited = Infinity
      }
      await new Promise(setImmediate)
    }
  }
}
