/**
 * Ends as `work` does, or before it with the reason of the first signal. What comes of the work
 * after that is nobody's business, not even when it fails.
 */
export async function unlessAborted<T>(
  work: Promise<T>,
  signals: readonly AbortSignal[]
): Promise<T> {
  const cut = Promise.withResolvers<never>()
  const stops = signals.map(signal => whenAborted(signal, cut.reject))
  try {
    return await Promise.race([work, cut.promise])
  } finally {
    for (const stop of stops) stop()
  }
}

/** Not AbortSignal.any: on a signal that lives as long as the process, each one stays behind. */
function whenAborted(signal: AbortSignal, reject: (reason: unknown) => void): () => void {
  const tell = (): void => reject(signal.reason)
  if (signal.aborted) tell()
  signal.addEventListener('abort', tell, { once: true })
  return () => signal.removeEventListener('abort', tell)
}
