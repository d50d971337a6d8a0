import t from 'tap'
import { searchedContexts } from '../../../src/sandbox/ldap/searched-contexts.ts'
import { forest, root } from './forest.ts'

t.test('a domain leads to all domains, the configuration to itself', async t => {
  const tree = forest()
  const from = (dn: string) => {
    const base = tree.find(dn.toLowerCase())
    return base && [...searchedContexts(tree, base)]
  }
  const domains = ['dc=contoso,dc=test', 'dc=emea,dc=contoso,dc=test']
  t.same(from(root), domains)
  t.same(from(`DC=emea,${root}`), domains)
  t.same(from(`CN=Configuration,${root}`), ['cn=configuration,dc=contoso,dc=test'])
})
