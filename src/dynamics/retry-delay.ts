/** Retry-After may ask for hours; nobody waits that long inside one call. */
export const maxRetryAfterMs = 60_000
const firstDelayMs = 500

/**
 * How long to wait after the failed attempt (counted from 1): what the server asked for, else twice
 * as long each time, spread over the upper half by `random` (0 to 1) so that callers part ways.
 */
export function retryDelayMs(
  attempt: number,
  retryAfterMs: number | undefined,
  random: number
): number {
  if (retryAfterMs !== undefined) return retryAfterMs
  const ceiling = Math.min(firstDelayMs * 2 ** (attempt - 1), maxRetryAfterMs)
  return Math.round(ceiling * (0.5 + random / 2))
}
