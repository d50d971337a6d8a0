import t from 'tap'
import { finishedExecution, rollbackExecution } from '../../../src/http/examples/execute.ts'
import { asAll, openDoor } from '../../fakes/door.ts'
import { fakeService } from '../../fakes/service.ts'

const service = fakeService()
const publicUrl = 'https://relink.contoso.test'
const app = await openDoor(t, { service, settings: { docs: false, publicUrl } })
const id = finishedExecution.executionId
const act = (action: string, more = {}) =>
  app.inject({
    method: 'POST',
    url: `/v1/executions/${id}/${action}`,
    headers: { ...asAll, ...more }
  })
t.beforeEach(() => void service.asked.splice(0))

const cases = [
  ['pause', 'pauseExecution', true],
  ['resume', 'resumeExecution', undefined],
  ['cancel', 'cancelExecution', true]
] as const
for (const [action, verb, stopping] of cases) {
  t.test(`${action} answers with the execution as it is`, async t => {
    const answer = await act(action)
    t.equal(answer.statusCode, 200)
    t.equal(answer.json().stopping, stopping)
    t.match(service.asked, [[verb, { name: 'all-key' }, id]])
  })
}

t.test('a rollback is a new execution', async t => {
  const answer = await act('rollback')
  t.equal(answer.statusCode, 202)
  t.equal(answer.headers['location'], `${publicUrl}/v1/executions/${rollbackExecution.executionId}`)
  t.strictSame(answer.json(), rollbackExecution)
})

t.test('that can be waited for', async t => {
  const answer = await act('rollback', { prefer: 'wait=2' })
  t.equal(answer.statusCode, 200)
  const rollbackId = rollbackExecution.executionId
  t.same(service.asked.slice(1), [
    ['waitFor', rollbackId, 2],
    ['getExecution', rollbackId]
  ])
})
