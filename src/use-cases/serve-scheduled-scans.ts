import type { Context } from './context.ts'
import { detectMismatch } from './detect-mismatch.ts'

/** Each time the schedule says, somebody called 'schedule' asks for a scan of everyone. */
export function serveScheduledScans(context: Context, signal: AbortSignal): Promise<void> {
  const run = async () => {
    await detectMismatch(context, { name: 'schedule', roles: new Set() }, {})
  }
  return context.work.serve('scheduled-scan', run, { atOnce: 1 }, signal)
}
