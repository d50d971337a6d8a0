import t from 'tap'
import { validationFaults } from '../../src/http/validation-faults.ts'
import { asAll, openDoor } from '../fakes/door.ts'

const app = await openDoor(t)
const id = '6f1c9a52-0d0e-4c39-9a5e-0a8f5b2f7d11'
const cases: readonly [url: string, body: object, pointer: string, detail: RegExp][] = [
  ['detect-mismatch', { usres: [] }, '/usres', /no field 'usres'/],
  ['detect-mismatch', { 'a/b~c': 1 }, '/a~1b~0c', /no field/],
  ['detect-mismatch', { users: [] }, '/users', /at least 1 entries/],
  ['detect-mismatch', { users: Array(501).fill('x') }, '/users', /at most 500 entries/],
  ['detect-mismatch', { users: ['x', ''] }, '/users/1', /at least 1 characters/],
  ['detect-mismatch', { users: ['x'.repeat(1025)] }, '/users/0', /at most 1024 characters/],
  ['detect-mismatch', { users: [7] }, '/users/0', /of type string/],
  ['detect-mismatch', { users: null }, '/users', /of type array/],
  ['detect-mismatch', { checks: ['x'] }, '/checks/0', /one of logon, status, profile/],
  ['detect-mismatch', { checks: ['logon', 'logon'] }, '/checks', /twice/],
  ['plan-remap', { scanId: 'x' }, '/scanId', /valid uuid/],
  ['plan-remap', { targets: [{ systemUserId: id }] }, '/targets/0/account', /is required/],
  ['execute-remap', { planId: id, digest: 'x' }, '/digest', /match the pattern/]
]
for (const [path, body, pointer, detail] of cases) {
  t.test(`${path} ${JSON.stringify(body).slice(0, 50)}`, async t => {
    const answer = await app.inject({
      method: 'POST',
      url: `/v1/${path}`,
      headers: asAll,
      body
    })
    t.equal(answer.statusCode, 400)
    t.match(answer.json().errors, [{ pointer, detail }])
    t.match(answer.json().detail, pointer)
  })
}

t.test('each fault has its entry, a hundred at most', async t => {
  const body = { users: Array(300).fill(1), no: 1 }
  const url = '/v1/detect-mismatch'
  const answer = await app.inject({ method: 'POST', url, headers: asAll, body })
  t.equal(answer.json().errors.length, 100)
})

t.test('limits of numbers, and keywords without words of their own', async t => {
  const of = (keyword: string, params: Record<string, unknown>) =>
    validationFaults([{ keyword, params, instancePath: '/n', schemaPath: '', message: 'm' }])[0]
  t.match(of('minimum', { limit: 1 }), { pointer: '/n', detail: 'Must be at least 1.' })
  t.match(of('maximum', { limit: 9 }), { detail: 'Must be at most 9.' })
  t.match(of('multipleOf', {}), { detail: 'Not valid: m.' })
})
