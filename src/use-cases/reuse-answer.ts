import type { Clock } from '../ports.ts'

/**
 * Asks at most once in `freshMs`, and never twice at a time: whoever comes meanwhile gets the answer
 * that is there, or under way.
 */
export function reuseAnswer<Answer>(
  clock: Pick<Clock, 'monotonicMs'>,
  freshMs: number,
  ask: () => Promise<Answer>
): () => Promise<Answer> {
  let asked: { readonly atMs: number; readonly answer: Promise<Answer> } | undefined
  let isAsking = false
  return () => {
    const nowMs = clock.monotonicMs()
    if (asked && (isAsking || nowMs - asked.atMs <= freshMs)) return asked.answer
    isAsking = true
    const answer = ask().finally(() => {
      isAsking = false
    })
    asked = { atMs: nowMs, answer }
    return answer
  }
}
