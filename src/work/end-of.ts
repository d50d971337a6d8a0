import { setTimeout } from 'node:timers/promises'

/** Resolves when the work has ended, or after `ms`. */
export async function endOf(work: Promise<unknown> | undefined, ms: number): Promise<void> {
  const waiting = new AbortController()
  const timeout = setTimeout(ms, undefined, { signal: waiting.signal }).catch(() => {})
  await Promise.race([work, timeout])
  waiting.abort()
}
