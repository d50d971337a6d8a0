import t from 'tap'
import {
  iisAnswer,
  json,
  noContent,
  refusalAnswer,
  routingAnswer,
  unavailableAnswer
} from '../../../src/sandbox/organization/answers.ts'
import { refusal } from '../../../src/sandbox/organization/refusals.ts'

t.test('the shapes a client must tell apart', async t => {
  t.match(json(200, { a: 1 }, { ETag: 'x' }), {
    status: 200,
    headers: { 'OData-Version': '4.0', 'Content-Type': /^application\/json/, ETag: 'x' },
    body: '{"a":1}'
  })
  t.match(noContent({ a: 'b' }), { status: 204, body: '', headers: { a: 'b' } })
  t.same(JSON.parse(routingAnswer(405, 'no').body), { Message: 'no' })
  t.match(unavailableAnswer(), { status: 503, headers: { 'Content-Type': /^text\/html/ } })
  t.match(iisAnswer(404, 15, 'Query String Too Long').body, /HTTP Error 404\.15 - Query/)
})

t.test('a refusal carries innererror, as on premises', async t => {
  const { status, body } = refusalAnswer(refusal('UserAlreadyExists'))
  t.equal(status, 400)
  t.match(JSON.parse(body), {
    error: {
      code: '0x80041d2c',
      message: 'The specified Active Directory user already exists as a Dynamics 365 user.',
      innererror: {
        message: /already exists/,
        type: /OrganizationServiceFault/,
        stacktrace: /at M/
      }
    }
  })
})
