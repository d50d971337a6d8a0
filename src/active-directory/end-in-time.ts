import { unlessAborted } from './unless-aborted.ts'

/** It took longer than it may. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut'
}

/** Ends as `work` does, or before it: with a signal's reason, or with TimedOut. */
export async function endInTime<T>(
  work: Promise<T>,
  timeoutMs: number,
  signals: readonly AbortSignal[]
): Promise<T> {
  const cut = Promise.withResolvers<never>()
  const timer = setTimeout(() => cut.reject(new TimedOut()), timeoutMs)
  try {
    return await unlessAborted(Promise.race([work, cut.promise]), signals)
  } finally {
    clearTimeout(timer)
  }
}
