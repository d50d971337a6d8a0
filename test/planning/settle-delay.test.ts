import t from 'tap'
import { settleDelayMs } from '../../src/planning/settle-delay.ts'

t.test('doubles from 200 ms to ten seconds', async t => {
  const delays = [0, 1, 2, 3, 4, 5, 6, 100].map(settleDelayMs)
  t.same(delays, [200, 400, 800, 1600, 3200, 6400, 10_000, 10_000])
})
