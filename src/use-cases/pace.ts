import type { Clock } from '../ports.ts'

/** Returns when the next write may be sent, so that no more than so many go out in a second. */
export function createPace(
  clock: Clock,
  perSecond: number | undefined
): (signal: AbortSignal) => Promise<void> {
  if (perSecond === undefined) return async () => {}
  const intervalMs = 1000 / perSecond
  let next = clock.monotonicMs()
  return async signal => {
    const now = clock.monotonicMs()
    const slot = Math.max(now, next)
    next = slot + intervalMs
    if (slot > now) await clock.sleep(slot - now, signal)
  }
}
