import t from 'tap'
import { RelinkError } from '../../src/errors.ts'
import { createService } from '../../src/use-cases/create-service.ts'
import { openContext } from '../fakes/context.ts'

t.test('who can not wait is answered without waiting; a bug is not hidden', async t => {
  const { context } = await openContext(t)
  const waitWith = (fault: Error) => {
    const work = { ...context.work, settled: () => Promise.reject(fault) }
    return createService({ ...context, work }).waitFor('an id', 1)
  }
  await waitWith(new RelinkError('store-unavailable', { detail: 'The queues do not answer.' }))
  await t.rejects(waitWith(new TypeError('a bug')), TypeError)
})
