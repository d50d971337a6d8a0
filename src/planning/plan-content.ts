import type { Step } from '../model/plan.ts'

/** All that the executor will act on, and nothing else (a name on a badge may change): what the digest is over. */
export function planContent(
  organizationId: string,
  steps: readonly Step[],
  changeNumber: string | undefined
): object {
  return {
    organizationId,
    ...(changeNumber && { changeNumber }),
    steps: steps.map(step => ({ ...step, fullName: '' }))
  }
}
