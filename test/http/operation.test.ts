import t from 'tap'
import { operation } from '../../src/http/operation.ts'
import { Liveness } from '../../src/http/schemas.ts'

const answers = { 200: { description: 'x', schema: Liveness, example: { status: 'alive' } } }
const words = { id: 'x', tag: 'T', summary: 's', description: 'd.', answers }
const statuses = ({ schema }: { schema: object }) =>
  Object.keys((schema as { response: object }).response)

t.test('an operation has the refusals of its method, and its own', async t => {
  const open = operation({ ...words, method: 'GET' })
  t.strictSame(statuses(open), ['200', '400', '500'])
  t.strictSame(open.config, { operation: 'x' })
  const get = operation({ ...words, method: 'GET', role: 'reader', hasEtag: true })
  t.strictSame(statuses(get), ['200', '304', '400', '401', '403', '406', '500', '503'])
  t.match(get.config, { role: 'reader', produces: ['application/json'], hasEtag: true })
  const post = operation({ ...words, method: 'POST', role: 'admin', refusals: ['plan-not-found'] })
  const all = ['200', '400', '401', '403', '404', '406', '409', '413', '415', '422', '500', '503']
  t.strictSame(statuses(post), all)
})
