import type { Gate } from './create-gate.ts'

/** The same stream, begun when the gate lets it in; its place is free again at its end. */
export async function* streamInTurn<Page>(
  gate: Gate,
  stream: () => AsyncIterable<Page>,
  signal: AbortSignal
): AsyncGenerator<Page, void, undefined> {
  const entered = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  const place = gate(() => {
    entered.resolve()
    return ended.promise
  }, signal)
  try {
    await Promise.race([entered.promise, place])
    yield* stream()
  } finally {
    ended.resolve()
  }
}
