import t from 'tap'
import { createSimulatedClock, type SimulatedClock } from '../../src/use-cases/simulated-clock.ts'

const { signal } = new AbortController()

/** Runs deeds, so many at once, as the executor does; answers when each ended. */
async function run(
  clock: SimulatedClock,
  deeds: readonly (() => Promise<unknown>)[],
  lanes: number
): Promise<number[]> {
  const ends: number[] = []
  const running = new Set<Promise<void>>()
  for (let next = 0; next < deeds.length || running.size > 0;) {
    while (next < deeds.length && running.size < lanes) {
      const index = next
      const done = async () => {
        await deeds[index]?.()
        ends[index] = clock.monotonicMs()
      }
      const kept: Promise<void> = done().finally(() => running.delete(kept))
      running.add(kept)
      next += 1
    }
    await clock.anyOf([...running])
    await new Promise(setImmediate)
  }
  return ends
}

t.test('what runs side by side takes its time side by side', async t => {
  const clock = createSimulatedClock('2026-03-01T09:00:00.000Z')
  const sleep = (ms: number) => () => clock.sleep(ms, signal)
  t.same(await run(clock, [sleep(100), sleep(30), sleep(50)], 3), [100, 30, 50])
  t.equal(clock.now(), '2026-03-01T09:00:00.100Z')
})

t.test('who finds no lane free waits for one', async t => {
  const clock = createSimulatedClock('2026-03-01T09:00:00.000Z')
  const sleep = (ms: number) => () => clock.sleep(ms, signal)
  t.same(await run(clock, [sleep(100), sleep(30), sleep(50), sleep(10)], 2), [100, 30, 80, 90])
})

t.test('they take turns, however long each is awake in between', async t => {
  const clock = createSimulatedClock('2026-03-01T09:00:00.000Z')
  const deed = (ms: number) => async () => {
    for (let times = 0; times < 3; times += 1) {
      await clock.sleep(ms, signal)
      await new Promise(resolve => setTimeout(resolve, ms % 3))
    }
  }
  t.same(await run(clock, [deed(10), deed(20), deed(7)], 3), [30, 60, 21])
})

t.test('what does not sleep takes no time', async t => {
  const clock = createSimulatedClock('2026-03-01T09:00:00.000Z')
  const deeds = [async () => undefined, () => clock.sleep(5, signal), async () => undefined]
  t.same(await run(clock, deeds, 3), [0, 5, 0])
})

t.test('no time passes while nobody waits for it', async t => {
  const clock = createSimulatedClock('2026-03-01T09:00:00.000Z')
  const sleeping = clock.sleep(5, signal)
  await new Promise(setImmediate)
  t.equal(clock.monotonicMs(), 0)
  await clock.anyOf([sleeping])
  t.equal(clock.monotonicMs(), 5)
  const next = clock.sleep(5, signal)
  await new Promise(setImmediate)
  t.equal(clock.monotonicMs(), 5, 'nor in between')
  await clock.anyOf([next])
  t.equal(clock.monotonicMs(), 10)
})

t.test('the event loop turns for others whenever one has ended', async t => {
  const clock = createSimulatedClock('2026-03-01T09:00:00.000Z')
  let turned = false
  setImmediate(() => (turned = true))
  await clock.anyOf([clock.sleep(5, signal)])
  t.ok(turned)
})

t.test('after a failure no time passes either', async t => {
  const clock = createSimulatedClock('2026-03-01T09:00:00.000Z')
  await t.rejects(clock.anyOf([Promise.reject(new Error('failed'))]), /failed/)
  const sleeping = clock.sleep(5, signal)
  t.equal(clock.monotonicMs(), 0)
  await clock.anyOf([sleeping])
})

t.test('who sleeps is woken by an abort, and who comes late does not fall asleep', async t => {
  const clock = createSimulatedClock('2026-03-01T09:00:00.000Z')
  const abort = new AbortController()
  const sleeping = clock.sleep(5, abort.signal)
  abort.abort(new Error('stopping'))
  await t.rejects(sleeping, /stopping/)
  await t.rejects(clock.sleep(5, abort.signal), /stopping/)
  t.equal(clock.monotonicMs(), 0)
})
