import { mock } from 'node:test'
import t from 'tap'
import { startOnSchedule } from '../../src/work/start-on-schedule.ts'

t.test('starts at each time of the expression, in UTC, until it is told to stop', async t => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse('2026-01-15T20:30:00Z') })
  t.teardown(() => mock.timers.reset())
  const stop = new AbortController()
  const starts: string[] = []
  startOnSchedule('0 5 * * *', () => starts.push(new Date().toISOString()), stop.signal)
  const hours = (count: number): void => {
    for (let minutes = 0; minutes < count * 60; minutes += 10) mock.timers.tick(600_000)
  }
  hours(8)
  t.strictSame(starts, [])
  hours(25)
  t.strictSame(starts, ['2026-01-16T05:00:00.000Z', '2026-01-17T05:00:00.000Z'])
  stop.abort()
  hours(48)
  t.equal(starts.length, 2)
})
