import t from 'tap'
import { retryAfterMs } from '../../src/dynamics/retry-after.ts'

const now = Date.parse('2026-01-01T00:00:00Z')

t.test('seconds, dates, nonsense', async t => {
  const cases: [string | undefined, number | undefined][] = [
    ['0', 0],
    ['7', 7000],
    [' 7 ', 7000],
    ['99999999999999999999', 60_000],
    ['Thu, 01 Jan 2026 00:00:12 GMT', 12_000],
    ['Thu, 01 Jan 2026 10:00:00 GMT', 60_000],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['', undefined],
    [undefined, undefined]
  ]
  for (const [header, expected] of cases) t.equal(retryAfterMs(header, now), expected, `${header}`)
})
