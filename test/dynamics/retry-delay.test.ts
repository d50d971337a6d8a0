import t from 'tap'
import { maxRetryAfterMs, retryDelayMs } from '../../src/dynamics/retry-delay.ts'

t.test('doubles, spread over the upper half', async t => {
  const cases: [number, number, number][] = [
    [1, 0, 250],
    [1, 1, 500],
    [2, 0, 500],
    [2, 1, 1000],
    [3, 0.5, 1500],
    [60, 1, maxRetryAfterMs]
  ]
  for (const [attempt, random, expected] of cases) {
    t.equal(retryDelayMs(attempt, undefined, random), expected, `attempt ${attempt}, ${random}`)
  }
})

t.test('what the server asks for goes first', async t => {
  t.equal(retryDelayMs(1, 7000, 0.5), 7000)
  t.equal(retryDelayMs(3, 0, 0.5), 0)
})
