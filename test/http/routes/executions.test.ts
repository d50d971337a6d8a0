import t from 'tap'
import {
  executeRequest,
  executionUser,
  finishedExecution
} from '../../../src/http/examples/execute.ts'
import { asAll, openDoor } from '../../fakes/door.ts'
import { fakeService } from '../../fakes/service.ts'

const service = fakeService()
const publicUrl = 'https://relink.contoso.test'
const app = await openDoor(t, { service, settings: { docs: false, publicUrl } })
const get = (url: string) => app.inject({ url, headers: asAll })
const id = finishedExecution.executionId
t.beforeEach(() => void service.asked.splice(0))

t.test('an execution is started by plan, digest and mode', async t => {
  const url = '/v1/execute-remap'
  const answer = await app.inject({ method: 'POST', url, headers: asAll, body: executeRequest })
  t.equal(answer.statusCode, 202)
  t.equal(answer.headers['location'], `${publicUrl}/v1/executions/${id}`)
  t.match(service.asked[0], ['executeRemap', { name: 'all-key' }, executeRequest])
  const body = { ...executeRequest, mode: 'rollback' }
  t.match(await app.inject({ method: 'POST', url, headers: asAll, body }), { statusCode: 400 })
})

t.test('executions are read, listed and filtered', async t => {
  t.strictSame((await get(`/v1/executions/${id}`)).json(), finishedExecution)
  t.strictSame((await get('/v1/executions')).json(), { value: [finishedExecution], totalCount: 1 })
  await get(`/v1/executions?status=Failed&mode=rehearse&planId=${id}&changeNumber=CHG0030192`)
  const filter = { status: 'Failed', mode: 'rehearse', planId: id, changeNumber: 'CHG0030192' }
  t.same(service.asked[2]?.[1], filter)
})

t.test('so are their users', async t => {
  const list = await get(`/v1/executions/${id}/users?status=Remapped`)
  t.strictSame(list.json(), { value: [executionUser], totalCount: 1 })
  t.same(service.asked[0]?.slice(1, 3), [id, { status: 'Remapped' }])
})
