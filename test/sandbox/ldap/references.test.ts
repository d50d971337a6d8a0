import t from 'tap'
import { references } from '../../../src/sandbox/ldap/references.ts'
import { forest, root, staff } from './forest.ts'

t.test('to the partitions right below the base', async t => {
  const tree = forest()
  const from = (dn: string) => {
    const base = tree.find(dn.toLowerCase())
    const filter = { kind: 'present', attribute: 'cn' } as const
    const request = { base: dn, filter, sizeLimit: 0, typesOnly: false, attributes: [] }
    return base && references(tree, base, { kind: 'search', scope: 'sub', ...request })
  }
  const configuration = `CN=Configuration,${root}`
  t.same(from(root), [`ldap://contoso.test/${configuration}`])
  t.same(from(configuration), [`ldap://contoso.test/CN=Schema,${configuration}`])
  t.same(from(staff), [])
})
