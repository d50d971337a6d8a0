import t from 'tap'
import { createLimiter } from '../../src/dynamics/create-limiter.ts'
import { never } from './scripted-api.ts'

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { open: resolve, opened: promise }
}

t.test('never more than the places, in order of arrival', async t => {
  const limit = createLimiter(2)
  const gates = [gate(), gate(), gate(), gate()]
  const started: number[] = []
  const runs = gates.map(({ opened }, n) =>
    limit(() => {
      started.push(n)
      return opened
    }, never)
  )
  await Promise.resolve()
  t.strictSame(started, [0, 1])
  gates[1]?.open()
  await runs[1]
  t.strictSame(started, [0, 1, 2])
  const late = limit(async () => started.push(4), never)
  await Promise.resolve()
  t.strictSame(started, [0, 1, 2], 'a place handed on is not free as well')
  for (const { open } of gates) open()
  await Promise.all([...runs, late])
  t.strictSame(started, [0, 1, 2, 3, 4])
})

t.test('a failure gives the place back', async t => {
  const limit = createLimiter(1)
  await t.rejects(
    limit(() => Promise.reject(new Error('no')), never),
    { message: 'no' }
  )
  t.equal(await limit(async () => 'yes', never), 'yes')
})

t.test('waiting ends with the signal and leaves the queue', async t => {
  const limit = createLimiter(1)
  const first = gate()
  const running = limit(() => first.opened, never)
  const abort = new AbortController()
  const waiting = limit(() => Promise.reject(new Error('must not run')), abort.signal)
  const behind = limit(async () => 'next', never)
  abort.abort(new Error('enough'))
  await t.rejects(waiting, { message: 'enough' })
  first.open()
  await running
  t.equal(await behind, 'next')
  t.equal(await limit(async () => 'free again', never), 'free again')
})

t.test('nothing runs for a signal that is aborted already', async t => {
  const limit = createLimiter(1)
  await t.rejects(
    limit(async () => t.fail('ran'), AbortSignal.abort(new Error('enough'))),
    { message: 'enough' }
  )
  t.equal(await limit(async () => 'free', never), 'free')
})
