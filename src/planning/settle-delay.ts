/** How long to wait before the n-th next attempt (from 0), in milliseconds: 200, 400 … 10,000. */
export function settleDelayMs(attempt: number): number {
  return Math.min(10_000, 200 * 2 ** attempt)
}
