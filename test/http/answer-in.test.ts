import t from 'tap'
import { asAll, openDoor } from '../fakes/door.ts'

const id = '6f1c9a52-0d0e-4c39-9a5e-0a8f5b2f7d11'
const app = await openDoor(t)
for (const path of ['users/x', `plans/${id}`, `scans/${id}`, `executions/${id}`]) {
  t.test(`/v1/${path} is JSON, or text where that is asked for`, async t => {
    const json = await app.inject({ url: `/v1/${path}`, headers: asAll })
    t.match(json.headers['content-type'], /^application\/json/)
    t.type(json.json(), 'object')
    const text = await app.inject({
      url: `/v1/${path}`,
      headers: { ...asAll, accept: 'text/plain' }
    })
    t.match(text.body, /\w+: +\S+\n/)
  })
}
