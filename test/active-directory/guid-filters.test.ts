import { EqualityFilter } from 'ldapts'
import t from 'tap'
import { guidBytes } from '../../src/active-directory/guid.ts'
import { guidFilters } from '../../src/active-directory/guid-filters.ts'

t.test('a GUID as the bytes it is; what is none leads to nobody', async t => {
  const guid = 'f051cd62-b2a3-4d4e-9c11-22334455ff00'
  const [filter, ...others] = guidFilters(guid)
  if (!(filter instanceof EqualityFilter)) return t.fail('no filter of that kind')
  t.equal(filter.attribute, 'objectGUID')
  t.same(filter.value, guidBytes(guid))
  t.same(others, [])
  t.same(guidFilters('nobody'), [])
})
