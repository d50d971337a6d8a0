import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { oneAtATime } from '../../../src/sandbox/organization/one-at-a-time.ts'

t.test('no work begins before the one before it ended, failed or not', async t => {
  const alone = oneAtATime()
  const seen: string[] = []
  const work = (name: string, ms: number, fails = false) =>
    alone(async () => {
      seen.push(`${name} begins`)
      await sleep(ms)
      seen.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    })
  const all = await Promise.allSettled([work('a', 20), work('b', 10, true), work('c', 0)])
  t.same(seen, ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  t.same(
    all.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled']
  )
})
