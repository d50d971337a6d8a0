import t from 'tap'
import { asRelinkError } from '../../src/http/as-relink-error.ts'
import { asAll, openDoor } from '../fakes/door.ts'
import { fakeService } from '../fakes/service.ts'

const fault = (fields: object) => Object.assign(new Error('inside'), fields)
const cases: readonly [fields: object, code: string][] = [
  [{ code: 'FST_ERR_CTP_BODY_TOO_LARGE' }, 'request-too-large'],
  [{ code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' }, 'unsupported-media-type'],
  [{ code: 'FST_ERR_CTP_INVALID_JSON_BODY' }, 'invalid-request'],
  [{ code: 'FST_ERR_CTP_INVALID_CONTENT_LENGTH' }, 'invalid-request'],
  [{ code: 'FST_ERR_BAD_URL' }, 'invalid-request'],
  [{ code: 'ECONNRESET' }, 'invalid-request'],
  [{ code: 'FST_ERR_MAX_PARAM_LENGTH' }, 'route-not-found'],
  [{ code: 'FST_ERR_REP_ALREADY_SENT' }, 'internal-error'],
  [{ statusCode: 404 }, 'internal-error'],
  [{ validation: [], validationContext: 'params' }, 'invalid-request'],
  [{ validation: [], validationContext: 'body' }, 'invalid-request']
]
for (const [fields, code] of cases) {
  t.test(`${JSON.stringify(fields)} is ${code}`, async t => {
    const error = asRelinkError(fault(fields))
    t.equal(error.code, code)
    t.notMatch(error.details.detail, /inside/)
  })
}

t.test('an id of the wrong shape names nothing', async t => {
  const service = fakeService()
  const app = await openDoor(t, { service })
  for (const [path, code] of [
    ['scans', 'scan-not-found'],
    ['plans', 'plan-not-found'],
    ['executions', 'execution-not-found']
  ]) {
    const answer = await app.inject({ url: `/v1/${path}/nope%00`, headers: asAll })
    t.equal(answer.statusCode, 404)
    t.equal(answer.json().code, code)
  }
  const user = await app.inject({ url: '/v1/users/a%00b', headers: asAll })
  t.equal(user.statusCode, 400)
  t.strictSame(service.asked, [], 'the service was not asked')
})
