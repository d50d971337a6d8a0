import { unlessAborted } from './unless-aborted.ts'

/** Lets `places` in at a time; the others wait in line, or leave it by their signal. */
export type Gate = <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>

export function createGate(places: number): Gate {
  const waiting = new Set<() => void>()
  let free = places

  return async (work, signal) => {
    signal.throwIfAborted()
    if (free > 0) free -= 1
    else await turn(signal)
    try {
      return await work()
    } finally {
      handOver()
    }
  }

  async function turn(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    waiting.add(resolve)
    await unlessAborted(promise, [signal]).catch((reason: unknown) => {
      // Handed the place in the same moment, it passes it on.
      if (!waiting.delete(resolve)) handOver()
      throw reason
    })
  }

  function handOver(): void {
    const [next] = waiting
    if (next === undefined) free += 1
    else {
      waiting.delete(next)
      next()
    }
  }
}
