import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { createGate } from '../../src/active-directory/create-gate.ts'

const never = new AbortController().signal

t.test('lets so many in at a time, in order', async t => {
  const gate = createGate(2)
  const log: string[] = []
  const ends = [1, 2, 3, 4].map(() => Promise.withResolvers<void>())
  const works = ends.map(({ promise }, i) =>
    gate(async () => {
      log.push(`in ${i}`)
      await promise
      return i
    }, never)
  )
  await setImmediate()
  t.strictSame(log, ['in 0', 'in 1'])
  ends[1]?.resolve()
  await setImmediate()
  t.strictSame(log, ['in 0', 'in 1', 'in 2'])
  for (const { resolve } of ends) resolve()
  t.strictSame(await Promise.all(works), [0, 1, 2, 3])
})

t.test('a failure gives its place back', async t => {
  const gate = createGate(1)
  await t.rejects(
    gate(async () => {
      throw new Error('broken')
    }, never),
    { message: 'broken' }
  )
  t.equal(await gate(async () => 1, never), 1)
})

t.test('who waits may leave', async t => {
  const gate = createGate(1)
  const first = Promise.withResolvers<number>()
  const running = gate(() => first.promise, never)
  const stop = new AbortController()
  const left = gate(async () => t.fail('came in'), stop.signal)
  const third = gate(async () => 3, never)
  stop.abort(new Error('enough'))
  await t.rejects(left, { message: 'enough' })
  await t.rejects(
    gate(async () => 1, stop.signal),
    { message: 'enough' },
    'or never come'
  )
  first.resolve(1)
  t.strictSame(await Promise.all([running, third]), [1, 3], 'the others are not held up')
})

t.test('who is handed the place while leaving passes it on', async t => {
  const gate = createGate(1)
  const first = Promise.withResolvers<number>()
  const stop = new AbortController()
  const running = gate(() => first.promise, never)
  const left = gate(async () => t.fail('came in'), stop.signal)
  const third = gate(async () => 3, never)
  stop.abort(new Error('enough'))
  first.resolve(1)
  await t.rejects(left, { message: 'enough' })
  t.strictSame(await Promise.all([running, third]), [1, 3])
})
