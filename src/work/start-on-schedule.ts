import { CronExpressionParser } from 'cron-parser'

/** A timer reaches no further than 2^31 ms: who waits longer looks again. */
const longestWaitMs = 3_600_000

/** Calls `start` at each time of the cron expression (UTC) until `signal` aborts. */
export function startOnSchedule(cron: string, start: () => void, signal: AbortSignal): void {
  const times = CronExpressionParser.parse(cron, { tz: 'UTC' })
  let timer: NodeJS.Timeout | undefined
  const waitFor = (atMs: number): void => {
    const waitMs = atMs - Date.now()
    timer = setTimeout(
      () => {
        if (waitMs > longestWaitMs) return waitFor(atMs)
        start()
        waitFor(times.next().getTime())
      },
      Math.min(Math.max(0, waitMs), longestWaitMs)
    )
  }
  waitFor(times.next().getTime())
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
}
