import type { JournalEntry } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import { readJournal, type StepStates } from './read-journal.ts'

/**
 * The failed steps that stand between users who are, or may be, on a placeholder and their maps. A
 * park whose outcome nobody knows is among them: what it came to is then settled by reading. Who
 * merely waited for a placeholder is not: they are not parked, and need a new plan.
 */
export function stepsToReopen(
  steps: readonly Step[],
  journal: readonly JournalEntry[]
): readonly Step[] {
  const states = readJournal(steps, journal)
  const parks = steps.filter(step => step.action === 'park')
  const hopping = new Set(parks.map(park => park.systemUserId))
  const parked = new Set(
    parks.filter(park => states.get(park.sequence)?.mayHold).map(park => park.systemUserId)
  )
  const isLeft = (step: Step) =>
    step.action === 'map' && parked.has(step.systemUserId) && stateOf(step, states) !== 'done'
  const isHandOver = (step: Step, waited: Step) =>
    waited.action === 'map' &&
    hopping.has(waited.systemUserId) &&
    waited.systemUserId !== step.systemUserId
  const needed = new Set<Step>()
  const queue = steps.filter(isLeft)
  for (let step = queue.pop(); step; step = queue.pop()) {
    if (needed.has(step)) continue
    needed.add(step)
    const waited = step.after.flatMap(each => steps[each - 1] ?? [])
    queue.push(...waited.filter(each => !isHandOver(step, each)))
  }
  return [...needed].filter(step => stateOf(step, states) === 'failed')
}

function stateOf(step: Step, states: StepStates): string | undefined {
  return states.get(step.sequence)?.state
}
