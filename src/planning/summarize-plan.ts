import type { Remap } from './plan-remap.ts'

/** What an approver reads first. */
export function summarizePlan(
  { steps, blocked, placeholdersNeeded }: Remap,
  users: number
): string {
  const hops = steps.filter(step => step.action === 'park').length
  const parts = [
    `${count(users, 'user')} to remap in ${count(steps.length, 'write')}`,
    hops === 0
      ? 'no placeholder needed'
      : `${hops} over ${count(placeholdersNeeded, 'placeholder')}`,
    ...(blocked.length > 0 ? [`${count(blocked.length, 'user')} blocked and left alone`] : [])
  ]
  return `${parts.join(', ')}.`
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
