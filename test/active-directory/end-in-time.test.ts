import t from 'tap'
import { endInTime, TimedOut } from '../../src/active-directory/end-in-time.ts'

const forever = new Promise<never>(() => undefined)
const never = new AbortController().signal

t.equal(await endInTime(Promise.resolve(1), 1000, [never]), 1)
await t.rejects(endInTime(forever, 10, [never]), TimedOut)
await t.rejects(endInTime(forever, 1000, [AbortSignal.abort(new Error('enough'))]), {
  message: 'enough'
})

t.notOk(process.getActiveResourcesInfo().includes('Timeout'), 'leaves no timer behind')
