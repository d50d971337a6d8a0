import t from 'tap'
import { isTooMuchGone, mostWorthReading } from '../../src/planning/guard-changes.ts'

t.test('a fifth is worth reading, and a thousand always', async t => {
  t.equal(mostWorthReading(0), 1000)
  t.equal(mostWorthReading(5000), 1000)
  t.equal(mostWorthReading(5009), 1001)
  t.equal(mostWorthReading(100_000), 20_000)
})

t.test('more than a fifth is too much to be gone, as between two full scans', async t => {
  t.equal(isTooMuchGone(80, 100), false)
  t.equal(isTooMuchGone(79, 100), true)
  t.equal(isTooMuchGone(0, 0), false)
  t.equal(isTooMuchGone(120, 100), false)
})
