import type { Test } from 'tap'
import type { HowToServe, Work, WorkKind } from '../../src/ports.ts'

/** Serves until the test ends; the answer ends it before. */
export function serveWith(
  t: Test,
  work: Work,
  kind: WorkKind,
  run: (id: string, signal: AbortSignal) => Promise<void>,
  how: HowToServe = { atOnce: 8 }
): () => Promise<void> {
  const serving = new AbortController()
  const served = work.serve(kind, run, how, serving.signal)
  const end = async (): Promise<void> => {
    serving.abort()
    await served
  }
  t.teardown(end)
  return end
}

/** Ends by its signal alone, with the signal's reason. */
export function forever(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => {
    const end = () => reject(signal.reason as Error)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}
