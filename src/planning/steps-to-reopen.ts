import type { Step } from '../model/plan.ts'
import type { Standing } from './read-journal.ts'
import { wasChanged } from './step-state.ts'

/**
 * The failed steps that stand between users who are, or may be, on a placeholder and their maps. A
 * park whose outcome nobody knows is among them: what it came to is then settled by reading. Where
 * somebody else has to park for that, their map too. Who merely waited for a placeholder is not:
 * they are not parked, and need a new plan. Nor is who has another name by now, given by somebody
 * else: nobody waits for them any more, and reopened they would be waited for again.
 */
export function stepsToReopen({ steps, states }: Standing): readonly Step[] {
  const parks = byUser(steps, 'park')
  const maps = byUser(steps, 'map')
  const isHandOver = (waited: Step) => waited.action === 'map' && parks.has(waited.systemUserId)
  const needed = new Set<Step>()
  const queue = [...parks.values()]
    .filter(park => states(park.sequence).mayHold)
    .flatMap(park => maps.get(park.systemUserId) ?? [])
  for (let step = queue.pop(); step; step = queue.pop()) {
    if (needed.has(step) || wasChanged(states(step.sequence))) continue
    needed.add(step)
    const waited = step.after.flatMap(each => steps[each - 1] ?? [])
    queue.push(...waited.filter(each => !isHandOver(each)))
    queue.push(maps.get(step.systemUserId) ?? step)
  }
  return [...needed].filter(step => states(step.sequence).state === 'failed')
}

function byUser(steps: readonly Step[], action: Step['action']): ReadonlyMap<string, Step> {
  return new Map(
    steps.filter(step => step.action === action).map(step => [step.systemUserId, step])
  )
}
