import t from 'tap'
import { components, PlanSummary } from '../../src/http/schemas.ts'

t.test('every component has a name of its own', async t => {
  const names = components.map(component => (component as { $id?: string }).$id)
  t.notOk(names.includes(undefined))
  t.equal(new Set(names).size, names.length)
})

t.test('a summary is a plan without its lists', async t => {
  t.notOk('steps' in PlanSummary.properties || 'blocked' in PlanSummary.properties)
  t.ok('digest' in PlanSummary.properties)
})
