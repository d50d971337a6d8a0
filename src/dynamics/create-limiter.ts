export type Limit = <T>(run: () => Promise<T>, signal: AbortSignal) => Promise<T>

/**
 * Lets at most `places` run at a time, first come, first served. Waiting ends with the signal's
 * reason. The wait lies outside what runs, so a request's time-out starts when it may be sent.
 */
export function createLimiter(places: number): Limit {
  let free = places
  const waiting = new Set<() => void>()
  return async (run, signal) => {
    signal.throwIfAborted()
    if (free > 0) free -= 1
    else await turn(waiting, signal)
    try {
      return await run()
    } finally {
      if (!callNext(waiting)) free += 1
    }
  }
}

function turn(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const enter = () => {
      signal.removeEventListener('abort', leave)
      resolve()
    }
    const leave = () => {
      waiting.delete(enter)
      reject(signal.reason as Error)
    }
    waiting.add(enter)
    signal.addEventListener('abort', leave, { once: true })
  })
}

/** Hands the place on; false when nobody waits. */
function callNext(waiting: Set<() => void>): boolean {
  for (const enter of waiting) {
    waiting.delete(enter)
    enter()
    return true
  }
  return false
}
