import type { Step } from '../../src/model/plan.ts'
import { Dynamics, faultOf } from './dynamics.ts'
import type { PlanWorld } from './worlds.ts'

/**
 * Tries every order that `after` allows: the first refusal, or whom one of them leaves on a
 * placeholder. Where nothing is refused, what the records hold depends on which steps are done and
 * not on their order: each set of steps is looked at once. For a dozen steps at most.
 */
export function faultInSomeOrder(world: PlanWorld, steps: readonly Step[]): string | undefined {
  const seen = new Set<string>()
  const queue: (readonly Step[])[] = [[]]
  for (let order = queue.pop(); order; order = queue.pop()) {
    const next = startable(steps, order)
    if (next.length === 0 && order.length < steps.length) return 'some steps are never begun'
    for (const step of next) {
      const longer = [...order, step]
      const fault = faultOf(world, longer)
      if (fault) return fault
      const set = longer.map(each => steps.indexOf(each)).sort((a, b) => a - b)
      if (!seen.has(String(set))) queue.push(longer)
      seen.add(String(set))
    }
  }
  return leftBehind(world, steps)
}

function startable(steps: readonly Step[], order: readonly Step[]): readonly Step[] {
  const done = new Set(order.map(step => step.sequence))
  return steps.filter(step => !order.includes(step) && step.after.every(each => done.has(each)))
}

/** After all steps, in whatever order. */
function leftBehind(world: PlanWorld, steps: readonly Step[]): string | undefined {
  const dynamics = new Dynamics(world)
  for (const step of steps) dynamics.write(step)
  const names = new Set(world.placeholders.map(name => name.toLowerCase()))
  const left = steps.find(step => names.has(dynamics.nameOf(step.systemUserId) ?? ''))
  return left && `${left.systemUserId} is left on a placeholder`
}
