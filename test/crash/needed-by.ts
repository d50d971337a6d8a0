import type { Step } from '../../src/model/plan.ts'

/** These users, and those that they come after, however far back. */
export function neededBy(steps: readonly Step[], ids: Iterable<string>): ReadonlySet<string> {
  const users = new Set(ids)
  for (const user of users) {
    const own = steps.filter(step => step.systemUserId === user)
    for (const each of own.flatMap(step => step.after)) {
      const before = steps[each - 1]
      if (before) users.add(before.systemUserId)
    }
  }
  return users
}
