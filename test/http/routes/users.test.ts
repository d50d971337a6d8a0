import t from 'tap'
import { userExplanation } from '../../../src/http/examples/detect.ts'
import { asAll, openDoor } from '../../fakes/door.ts'
import { fakeService } from '../../fakes/service.ts'

const service = fakeService()
const app = await openDoor(t, { service })
t.beforeEach(() => void service.asked.splice(0))

const long = 'ü'.repeat(1024)
for (const name of ['CONTOSO\\jsmith', 'jdoe@contoso.test', 'a/b', 'José 100%', long]) {
  t.test(`the name '${name.slice(0, 20)}' reaches the service as it is`, async t => {
    const url = `/v1/users/${encodeURIComponent(name)}`
    const answer = await app.inject({ url, headers: asAll })
    t.strictSame(answer.json(), userExplanation)
    t.same(service.asked, [['explainUser', name]])
  })
}
