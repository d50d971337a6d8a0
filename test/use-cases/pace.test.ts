import t from 'tap'
import { createPace } from '../../src/use-cases/pace.ts'
import { fakeClock } from '../fakes/clock.ts'

const never = new AbortController().signal

t.test('without a limit nobody waits', async t => {
  const clock = fakeClock()
  const pace = createPace(clock, undefined)
  for (let write = 0; write < 100; write += 1) await pace(never)
  t.same(clock.slept, [])
})

t.test('four a second are a quarter of a second apart', async t => {
  const clock = fakeClock()
  const pace = createPace(clock, 4)
  for (let write = 0; write < 5; write += 1) await pace(never)
  t.same(clock.slept, [250, 250, 250, 250])
})

t.test('what asks at once gets a slot each', async t => {
  const clock = fakeClock()
  const pace = createPace(clock, 4)
  const waits: number[] = []
  const standing = { ...clock, sleep: async (ms: number) => void waits.push(ms) }
  const together = createPace(standing, 4)
  await Promise.all([together(never), together(never), together(never)])
  t.same(waits, [250, 500])
  await pace(never)
})

t.test('a quiet time is not saved up for a burst', async t => {
  const clock = fakeClock()
  const pace = createPace(clock, 4)
  await pace(never)
  clock.advance(60_000)
  await pace(never)
  await pace(never)
  t.same(clock.slept, [250])
})

t.test('an abort ends the wait', async t => {
  const pace = createPace(fakeClock(), 1)
  await pace(never)
  await t.rejects(pace(AbortSignal.abort(new Error('stopping'))), /stopping/)
})
