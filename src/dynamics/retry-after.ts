import { maxRetryAfterMs } from './retry-delay.ts'

/** `Retry-After` in seconds or as a date (RFC 9110 10.2.3), capped; absent when it says neither. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const asked = askedMs(header?.trim() ?? '', nowMs)
  if (Number.isNaN(asked)) return undefined
  return Math.min(Math.max(asked, 0), maxRetryAfterMs)
}

function askedMs(value: string, nowMs: number): number {
  if (/^\d+$/.test(value)) return Number(value) * 1000
  return /[a-z]/i.test(value) ? Date.parse(value) - nowMs : NaN
}
