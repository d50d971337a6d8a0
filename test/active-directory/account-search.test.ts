import { EqualityFilter } from 'ldapts'
import t from 'tap'
import { accountFilter, accountSearch } from '../../src/active-directory/account-search.ts'

const people = '(objectCategory=person)(objectClass=user)'
const one = new EqualityFilter({ attribute: 'a', value: '1' })

t.equal(accountFilter().toString(), `(&${people})`)
t.equal(accountFilter(undefined, one).toString(), `(&${people}(a=1))`)

const search = accountSearch(one)
t.equal(String(search.filter), `(&${people}(a=1))`)
t.ok(search.attributes?.includes('sAMAccountName'))
t.ok(
  search.explicitBufferAttributes?.every(name => search.attributes?.includes(name)),
  'binary attributes are named in the same case'
)
