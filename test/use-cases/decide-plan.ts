import type { Test } from 'tap'
import { RelinkError } from '../../src/errors.ts'
import type { StoredPlan } from '../../src/ports.ts'
import { openContext } from '../fakes/context.ts'
import { plan } from '../store/samples.ts'

/** A context with one plan in its store. */
export async function openPlan(t: Test, more: Partial<StoredPlan> = {}) {
  const opened = await openContext(t)
  const own = plan(more)
  await opened.store.plans.add(own)
  return { ...opened, own, decision: { digest: own.digest } }
}

/** The code that a deed is refused with. */
export async function codeOf(deed: Promise<unknown>): Promise<string> {
  return deed.then(
    () => 'done',
    (error: unknown) => (error instanceof RelinkError ? error.code : String(error))
  )
}
