import type { JournalEntry, StepFailureCode } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'

/**
 * Counts users whose writes failed, whatever they held. Reopening a step is no success: it does not
 * let a halted execution begin others.
 */
export class Failures {
  readonly #inARow = new Set<string>()
  readonly #failed = new Set<string>()
  readonly #remapped = new Set<string>()

  /** Users who failed one after the other, with nobody remapped since. */
  get inARow(): number {
    return this.#inARow.size
  }

  get failed(): number {
    return this.#failed.size
  }

  get remapped(): number {
    return this.#remapped.size
  }

  /** `wasSent`: whether a write of this step was ever intended. */
  add(entry: JournalEntry, step: Step | undefined, wasSent: boolean): void {
    const { event, systemUserId } = entry
    if (event === 'failed' && mayConcernOthers(entry.code, wasSent)) {
      this.#inARow.add(systemUserId)
      this.#failed.add(systemUserId)
    }
    if (event === 'done' && step?.action === 'map') {
      this.#inARow.clear()
      this.#failed.delete(systemUserId)
      this.#remapped.add(systemUserId)
    }
  }
}

/** Whether a failure may say something of the next user, or only that this one changed. */
function mayConcernOthers(code: StepFailureCode, wasSent: boolean): boolean {
  switch (code) {
    case 'user-not-found':
    case 'user-protected':
    case 'changed-since-planned':
    case 'target-changed-since-planned':
      return false
    // Seen before the start, it is one record in one user's way.
    case 'account-held-by-another-user':
      return wasSent
    case 'name-unknown-to-dynamics':
    case 'refused-by-dynamics':
    case 'organization-unavailable':
    case 'read-back-disagrees':
    case 'stranded-on-placeholder':
      return true
  }
}
