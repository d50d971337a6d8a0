import t from 'tap'
import { RelinkError } from '../../src/errors.ts'
import { checkReadiness, createReadiness } from '../../src/use-cases/check-readiness.ts'
import { openContext } from '../fakes/context.ts'

t.test('ready when everything passes', async t => {
  const { context } = await openContext(t)
  t.same(await checkReadiness(context), {
    status: 'ready',
    checks: ['store', 'directory', 'organization', 'work'].map(name => ({ name, status: 'pass' }))
  })
})

t.test('what fails is named with its remedy; what is ours inside stays inside', async t => {
  const { context } = await openContext(t)
  const detail = 'Check DIRECTORY_URL.'
  const directory = {
    ...context.directory,
    domains: () => Promise.reject(new RelinkError('directory-unavailable', { detail }))
  }
  const organization = {
    ...context.organization,
    identify: () => Promise.reject(new Error('secret inside'))
  }
  t.match(await checkReadiness({ ...context, directory, organization }), {
    status: 'unready',
    checks: [
      { name: 'store', status: 'pass' },
      { name: 'directory', status: 'fail', detail },
      { name: 'organization', status: 'fail', detail: 'It does not answer.' },
      { name: 'work', status: 'pass' }
    ]
  })
})

t.test('a service that is stopping is not ready', async t => {
  const { context, work } = await openContext(t)
  await work.stop()
  t.match(await checkReadiness(context), {
    status: 'unready',
    checks: [{}, {}, {}, { name: 'work', status: 'fail', detail: 'The service is stopping.' }]
  })
})

t.test('many askers cost the servers one question a second', async t => {
  const { context, clock } = await openContext(t)
  let asked = 0
  const organization = {
    ...context.organization,
    identify: (signal: AbortSignal) => {
      asked += 1
      return context.organization.identify(signal)
    }
  }
  const ready = createReadiness({ ...context, organization })
  await Promise.all(Array.from({ length: 50 }, ready))
  clock.advance(1000)
  await ready()
  t.equal(asked, 1)
  clock.advance(1)
  await ready()
  t.equal(asked, 2)
})
