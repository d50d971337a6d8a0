import type { Clock } from '../../src/ports.ts'

interface Sleeper {
  readonly owner: object
  readonly until: number
  wake(): void
}

export type VirtualClock = ReturnType<typeof createVirtualClock>

/**
 * Time passes when it is told to, from one sleeper to the next: what runs on it runs in the same
 * order each time. Whoever is not asleep has come as far as they can when a turn is over.
 */
export function createVirtualClock(startAt = '2026-03-01T09:00:00.000Z') {
  const sleepers = new Set<Sleeper>()
  let elapsedMs = 0

  function sleep(owner: object, ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const sleeper = { owner, until: elapsedMs + ms, wake: resolve }
    sleepers.add(sleeper)
    signal?.addEventListener('abort', () => {
      if (sleepers.delete(sleeper)) reject(signal.reason as Error)
    })
    return promise
  }

  async function wakeNext(latest: number): Promise<boolean> {
    await turn()
    const [first] = [...sleepers].toSorted((a, b) => a.until - b.until)
    if (!first || first.until > latest) return false
    elapsedMs = Math.max(elapsedMs, first.until)
    sleepers.delete(first)
    first.wake()
    return true
  }

  return {
    now: () => new Date(Date.parse(startAt) + elapsedMs),
    sleep,
    /** Whatever the owner waits for never comes. */
    forget(owner: object): void {
      for (const sleeper of sleepers) if (sleeper.owner === owner) sleepers.delete(sleeper)
    },
    clockOf: (owner: object): Clock => ({
      now: () => new Date(Date.parse(startAt) + elapsedMs).toISOString(),
      monotonicMs: () => elapsedMs,
      sleep: (ms, signal) => sleep(owner, ms, signal)
    }),
    async pass(ms: number): Promise<void> {
      const end = elapsedMs + ms
      while (await wakeNext(end));
      elapsedMs = end
    },
    /** As much time as it takes. */
    async awaitResult<T>(result: Promise<T>): Promise<T> {
      const state = { isSettled: false }
      const settle = (): void => void (state.isSettled = true)
      result.then(settle, settle)
      await turn()
      while (!state.isSettled) {
        if (!(await wakeNext(Infinity)) && !state.isSettled) throw new Error('it waits for nothing')
        await turn()
      }
      return result
    }
  }
}

/** The embedded store answers at once, so that two turns of the event loop are enough. */
async function turn(): Promise<void> {
  await new Promise(setImmediate)
  await new Promise(setImmediate)
}
