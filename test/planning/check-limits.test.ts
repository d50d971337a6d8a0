import t from 'tap'
import { checkLimits } from '../../src/planning/check-limits.ts'

const limits = { maxPlanUsers: 100, maxPlanPercent: 10 }

const cases: [number, number, RegExp | undefined][] = [
  [0, 1000, undefined],
  [100, 1000, undefined],
  [
    101,
    10_000,
    /101 users; MAX_PLAN_USERS allows 100\. Make several smaller plans.*; a rollback cannot be divided/
  ],
  [10, 109, undefined],
  [11, 109, /11 of 109 enabled users; MAX_PLAN_PERCENT \(10 %\) allows 10/],
  [1, 3, undefined],
  [2, 3, /allows 1\./],
  [1, 0, undefined]
]

for (const [users, enabled, expected] of cases) {
  t.test(`${users} of ${enabled}: ${expected ? 'too many' : 'fine'}`, async t => {
    const reason = checkLimits(users, enabled, limits)
    if (expected) t.match(reason, expected)
    else t.equal(reason, undefined)
  })
}
