/** No caller waits longer: outbound HTTP of ServiceNow ends after 30 seconds. */
export const maxWaitSeconds = 25

/**
 * N of `Prefer: wait=N` (RFC 7240, section 4.3), at most 25; 0 without a usable one, since a
 * preference that can't be honoured is ignored, never refused.
 */
export function waitSeconds(prefer: string | string[] | undefined): number {
  const found = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})"?(?=\s*(?:[,;]|$))/i.exec(
    [prefer].flat().join(',')
  )
  return Math.min(Number(found?.[1] ?? 0), maxWaitSeconds)
}
