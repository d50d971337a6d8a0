import { RelinkError } from '../errors.ts'
import { asUnavailable } from './as-unavailable.ts'
import { createGate } from './create-gate.ts'
import type { Opener } from './create-opener.ts'
import { explainFault } from './explain-fault.ts'
import type { Session } from './open-session.ts'
import { unlessAborted } from './unless-aborted.ts'

/** Runs what can be done again on the shared session; when that is lost, once more on a new one. */
export type LookUp = <T>(work: (session: Session) => Promise<T>, signal: AbortSignal) => Promise<T>

/** Of the 10 paged searches that a domain controller allows on one connection. */
const maxAtOnce = 8

/** Whose opening it is does not matter to it: several may wait for it, and one may leave. */
const never = new AbortController().signal

export function createLookUps(opener: Opener): LookUp {
  const gate = createGate(maxAtOnce)
  let shared: Session | undefined
  let opening: Promise<Session> | undefined
  let running = 0

  return (work, signal) =>
    gate(async () => {
      const first = await attempt(work, signal)
      if (first.kind === 'done') return first.value
      const second = await attempt(work, signal)
      if (second.kind === 'done') return second.value
      throw second.error
    }, signal)

  /** What passes is returned, to be tried again; what would only repeat itself is thrown. */
  async function attempt<T>(
    work: (session: Session) => Promise<T>,
    signal: AbortSignal
  ): Promise<Attempt<T>> {
    const session = await unlessAborted(take(), [signal])
    running += 1
    try {
      return { kind: 'done', value: await work(session) }
    } catch (error) {
      signal.throwIfAborted()
      const fault = asUnavailable(error, session.server)
      if (error instanceof RelinkError || !explainFault(error).isPassing) throw fault
      session.close()
      opener.failed(session)
      return { kind: 'failed', error: fault }
    } finally {
      running -= 1
    }
  }

  /** Back to the first server as soon as it may be asked again and nobody is cut off by that. */
  async function take(): Promise<Session> {
    if (shared && running === 0 && !opener.isBest(shared)) shared.close()
    if (shared?.isOpen) return shared
    opening ??= opener.open(never).finally(() => {
      opening = undefined
    })
    shared = await opening
    return shared
  }
}

type Attempt<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: RelinkError }
