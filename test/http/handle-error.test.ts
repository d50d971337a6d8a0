import t from 'tap'
import { errorMessages, RelinkError, type ErrorCode } from '../../src/errors.ts'
import { statusOf } from '../../src/http/problem.ts'
import { asAll, openDoor, readableLog } from '../fakes/door.ts'
import { fakeService } from '../fakes/service.ts'

let next: unknown
const { log, lines } = readableLog()
const service = fakeService({ explainUser: async () => Promise.reject(next) })
const app = await openDoor(t, { service, log })
const ask = async (error: unknown) => {
  next = error
  return app.inject({ url: '/v1/users/x', headers: asAll })
}

for (const code of Object.keys(errorMessages) as ErrorCode[]) {
  t.test(`${code} is ${statusOf[code]}`, async t => {
    const answer = await ask(new RelinkError(code, { detail: 'Do this.' }))
    t.equal(answer.statusCode, statusOf[code])
    t.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
    t.match(answer.json(), {
      type: `urn:relink:problem:${code}`,
      title: errorMessages[code],
      status: statusOf[code],
      detail: 'Do this.',
      instance: '/v1/users/x',
      code,
      retryable: Boolean,
      correlationId: answer.headers['x-correlation-id']
    })
  })
}

t.test('details go out, the cause goes to the log', async t => {
  const errors = [{ pointer: '/value/3', detail: 'Twice.' }]
  const cause = new Error('password=secret')
  const details = { detail: 'x', errors, retryable: true, retryAfterSeconds: 1.2, cause }
  const answer = await ask(new RelinkError('directory-unavailable', details))
  t.match(answer.json(), { errors, retryable: true })
  t.equal(answer.headers['retry-after'], '2')
  t.notMatch(answer.body, /secret/)
  t.match(lines.join(), /request failed/)
})

for (const error of [
  new TypeError('at secret.ts:1'),
  'thrown text',
  undefined,
  { statusCode: 400 }
]) {
  t.test(
    `${JSON.stringify(error)} (${typeof error}) is an internal error that tells nothing`,
    async t => {
      const answer = await ask(error)
      t.equal(answer.statusCode, 500)
      t.equal(answer.json().code, 'internal-error')
      t.notMatch(answer.body, /secret|thrown|stack/)
    }
  )
}

t.test('an answer that breaks its own schema is ours to answer for', async t => {
  const explainUser = async () => ({}) as never
  const broken = await openDoor(t, { service: fakeService({ explainUser }) })
  const answer = await broken.inject({ url: '/v1/users/x', headers: asAll })
  t.equal(answer.statusCode, 500)
  t.equal(answer.json().code, 'internal-error')
})
