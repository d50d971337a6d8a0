import t from 'tap'
import { serializersOnFirstUse } from '../../src/http/serializers-on-first-use.ts'

const schemas = { Name: { $id: 'Name', type: 'object', properties: { name: { type: 'string' } } } }
const route = { method: 'GET', url: '/', httpStatus: '200', schema: { $ref: 'Name#' } }

t.test('answers are cut to their schema', async t => {
  const serialize = serializersOnFirstUse()(schemas, {})(route)
  t.equal(serialize({ name: 'Jane', secret: 'hunter2' }), '{"name":"Jane"}')
  t.equal(serialize({ name: 'Joe' }), '{"name":"Joe"}')
})

t.test('nothing is made before it is needed', async t => {
  const compile = serializersOnFirstUse()(schemas, {})
  const serialize = compile({ ...route, schema: { $ref: 'Nobody#' } })
  t.throws(() => serialize({}), /Nobody/)
})
