import t from 'tap'
import { openDoor } from '../fakes/door.ts'

t.test('every request has its fields', async t => {
  const app = await openDoor(t, { settings: { docs: false } })
  for (const field of ['caller', 'traceparent', 'answerType', 'claim', 'isRefusedForNow']) {
    t.ok(app.hasRequestDecorator(field), field)
  }
})
