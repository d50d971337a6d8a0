import t from 'tap'
import { findEntries } from '../../../src/sandbox/ldap/find-entries.ts'
import type { Scope } from '../../../src/sandbox/ldap/request.ts'
import { forest, root, staff } from './forest.ts'

const tree = forest()
const dns = (base: string, scope: Scope) => {
  const entry = tree.find(base.toLowerCase())
  if (entry === undefined) throw new Error(base)
  const filter = { kind: 'present', attribute: 'objectClass' } as const
  const request = { base, scope, filter, sizeLimit: 0, typesOnly: false, attributes: [] }
  return findEntries(tree, entry, { kind: 'search', ...request }).map(({ dn }) => dn)
}

t.test('base, children, all below', async t => {
  t.same(dns(staff, 'base'), [staff])
  t.ok(dns(staff, 'one').includes(`CN=bob,${staff}`))
  t.notOk(dns(staff, 'one').includes(staff))
  t.notOk(dns(root, 'one').includes(`CN=bob,${staff}`))
  t.ok(dns(root, 'sub').includes(`CN=bob,${staff}`))
  t.ok(dns(root, 'sub').includes(`CN=Users,DC=emea,${root}`), 'the domain below')
  t.notOk(
    dns(root, 'sub').some(dn => dn.includes('Configuration')),
    'another partition'
  )
})
