import t from 'tap'
import {
  executeRequest,
  finishedExecution,
  runningExecution
} from '../../src/http/examples/execute.ts'
import { asAll, openDoor } from '../fakes/door.ts'
import { fakeService } from '../fakes/service.ts'

const begin = (prefer?: string) => ({
  method: 'POST' as const,
  url: '/v1/execute-remap',
  headers: { ...asAll, ...(prefer && { prefer }) },
  body: executeRequest
})

t.test('work that was started is 202, with the address and the time to poll', async t => {
  const service = fakeService()
  const app = await openDoor(t, { service })
  const answer = await app.inject(begin())
  t.equal(answer.statusCode, 202)
  t.match(answer.headers['location'], /^http:\/\/.*\/v1\/executions\/d94be1f3/)
  t.equal(answer.headers['retry-after'], '2')
  t.match(answer.json(), { isTerminal: false, nextPollSeconds: 2, usersLink: /^http/ })
  t.notOk(answer.json().eventsLink)
  t.equal(service.asked.length, 1, 'nobody waited')
})

t.test('a caller who prefers to wait gets the end of it', async t => {
  const service = fakeService()
  const app = await openDoor(t, { service })
  const answer = await app.inject(begin('wait=60'))
  t.equal(answer.statusCode, 200)
  t.equal(answer.headers['preference-applied'], 'wait=25')
  t.notOk(answer.headers['retry-after'])
  t.same(service.asked[1], ['waitFor', runningExecution.executionId, 25])
  t.match(answer.json(), { isTerminal: true, status: 'Succeeded' })
  t.notOk('nextPollSeconds' in answer.json())
})

t.test('when the time is over before the work, it is 202 after all', async t => {
  const app = await openDoor(t, {
    service: fakeService({ getExecution: async () => runningExecution })
  })
  const answer = await app.inject(begin('wait=1'))
  t.equal(answer.statusCode, 202)
  t.notOk(answer.headers['preference-applied'])
})

t.test('a poll is always 200', async t => {
  const url = `/v1/executions/${finishedExecution.executionId}`
  const done = await openDoor(t)
  const ended = await done.inject({ url, headers: asAll })
  t.strictSame([ended.statusCode, ended.headers['retry-after']], [200, undefined])
  const busy = await openDoor(t, {
    service: fakeService({ getExecution: async () => runningExecution })
  })
  const running = await busy.inject({ url, headers: asAll })
  t.strictSame([running.statusCode, running.headers['retry-after']], [200, '2'])
})
