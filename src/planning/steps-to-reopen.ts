import type { JournalEntry } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import { readJournal } from './read-journal.ts'

/** The failed steps that stand between parked users and their maps. */
export function stepsToReopen(
  steps: readonly Step[],
  journal: readonly JournalEntry[]
): readonly Step[] {
  const states = readJournal(steps, journal)
  const stateOf = (step: Step) => states.get(step.sequence)?.state
  const parked = new Set(
    steps.flatMap(step =>
      step.action === 'park' && stateOf(step) === 'done' ? [step.systemUserId] : []
    )
  )
  const queue = steps.filter(
    step => step.action === 'map' && parked.has(step.systemUserId) && stateOf(step) !== 'done'
  )
  const needed = new Set<Step>()
  for (let step = queue.pop(); step; step = queue.pop()) {
    if (needed.has(step)) continue
    needed.add(step)
    queue.push(...step.after.flatMap(each => steps[each - 1] ?? []))
  }
  return [...needed].filter(step => stateOf(step) === 'failed')
}
