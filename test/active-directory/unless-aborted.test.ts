import { getEventListeners } from 'node:events'
import t from 'tap'
import { unlessAborted } from '../../src/active-directory/unless-aborted.ts'

const forever = new Promise<never>(() => undefined)
const stop = new AbortController()
const { signal } = stop

t.equal(await unlessAborted(Promise.resolve(1), [signal]), 1)
await t.rejects(unlessAborted(Promise.reject(new Error('broken')), [signal]), { message: 'broken' })
t.equal(getEventListeners(signal, 'abort').length, 0, 'leaves nothing on the signal')

const waiting = unlessAborted(forever, [new AbortController().signal, signal])
stop.abort(new Error('enough'))
await t.rejects(waiting, { message: 'enough' })
await t.rejects(unlessAborted(forever, [signal]), { message: 'enough' }, 'aborted before')

const late = Promise.withResolvers<never>()
await t.rejects(unlessAborted(late.promise, [signal]), { message: 'enough' })
late.reject(new Error('nobody hears this, and the process goes on'))
