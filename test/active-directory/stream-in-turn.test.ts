import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { createGate } from '../../src/active-directory/create-gate.ts'
import { streamInTurn } from '../../src/active-directory/stream-in-turn.ts'

const never = new AbortController().signal

async function* pages() {
  yield 1
  yield 2
}

t.test('the next one begins when the one before it ends, or is left', async t => {
  const gate = createGate(1)
  const first = streamInTurn(gate, pages, never)
  t.strictSame(await first.next(), { done: false, value: 1 })
  let begun = 0
  const second = streamInTurn(
    gate,
    () => {
      begun += 1
      return pages()
    },
    never
  )
  const page = second.next()
  await setImmediate()
  t.equal(begun, 0, 'it waits')
  await first.return()
  t.strictSame(await page, { done: false, value: 1 })
  for await (const _ of second);
  t.strictSame(await streamInTurn(gate, pages, never).next(), { done: false, value: 1 })
})

t.test('a failure gives its place back', async t => {
  const gate = createGate(1)
  const broken = streamInTurn(
    gate,
    () => {
      throw new Error('broken')
    },
    never
  )
  await t.rejects(broken.next(), { message: 'broken' })
  t.strictSame(await streamInTurn(gate, pages, never).next(), { done: false, value: 1 })
})

t.test('who waits may leave', async t => {
  const gate = createGate(1)
  await streamInTurn(gate, pages, never).next()
  const stop = new AbortController()
  const waiting = streamInTurn(gate, () => t.fail('it began') as never, stop.signal).next()
  stop.abort(new Error('enough'))
  await t.rejects(waiting, { message: 'enough' })
})
