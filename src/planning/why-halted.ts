import type { JournalEntry, StepFailureCode } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'

/** So many users failing one after the other is no accident of single users any more. */
export const failuresThatHalt = 5

/**
 * Nor is a share of more than this of those whose outcome is known, once it is of so many users that
 * a few unlucky ones in a small plan are not taken for it. A fifth is also what makes a scan doubt
 * its sources.
 */
export const failureRateThatHalts = { share: 0.2, users: 10 }

/**
 * Why no further user is begun, with the figures; undefined while failures look like accidents.
 *
 * | failed in a row | failed in all | of those whose outcome is known | |
 * |---|---|---|---|
 * | 5 or more | | | halted: something broke just now |
 * | fewer | 10 or more | more than a fifth | halted: something is wrong all along |
 * | fewer | 10 or more | no more than a fifth | goes on |
 * | fewer | fewer | | goes on |
 */
export function whyHalted(
  steps: readonly Step[],
  journal: readonly JournalEntry[]
): string | undefined {
  const { inARow, failed, remapped } = countFailures(steps, journal)
  const known = failed + remapped
  if (inARow >= failuresThatHalt) {
    return `${inARow} users failed one after the other${noFurther}`
  }
  const { share, users } = failureRateThatHalts
  if (failed >= users && failed > share * known) {
    return `${failed} of ${known} users failed, which is more than a fifth${noFurther}`
  }
  return undefined
}

const noFurther =
  ', so no further user was begun. Look for a common cause before making a new plan.'

/**
 * Counts users whose writes failed, whatever they held. Reopening a step is no success: it does not
 * let a halted execution begin others.
 */
function countFailures(steps: readonly Step[], journal: readonly JournalEntry[]) {
  const [inARow, failed, remapped] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const sent = new Set<number>()
  for (const entry of journal) {
    const { event, step, systemUserId } = entry
    if (event === 'intent') sent.add(step)
    if (event === 'failed' && mayConcernOthers(entry.code, sent.has(step))) {
      inARow.add(systemUserId)
      failed.add(systemUserId)
    }
    if (event === 'done' && steps[step - 1]?.action === 'map') {
      inARow.clear()
      failed.delete(systemUserId)
      remapped.add(systemUserId)
    }
  }
  return { inARow: inARow.size, failed: failed.size, remapped: remapped.size }
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
