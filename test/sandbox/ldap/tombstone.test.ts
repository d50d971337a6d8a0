import t from 'tap'
import type { DirectoryTree } from '../../../src/sandbox/ldap/directory-tree.ts'
import { dnKey, rdnOf } from '../../../src/sandbox/ldap/dn.ts'
import { firstText } from '../../../src/sandbox/ldap/entry.ts'
import { guidBytes } from '../../../src/sandbox/ldap/guid.ts'
import { domains, forest, janesGuid, person, root, staff } from './forest.ts'

const janeDn = `CN=jane.doe,${staff}`
const deadJaneDn = `CN=jane.doe\\0ADEL:${janesGuid},CN=Deleted Objects,${root}`

t.test('keeps who it was and forgets the rest', async t => {
  const tree = forest()
  const before = tree.findByGuid(guidBytes(janesGuid))
  t.equal(tree.remove(janeDn).code, 0)
  const entry = tree.deleted.find(dnKey(deadJaneDn) ?? '')
  t.equal(entry?.dn, deadJaneDn)
  t.strictSame([...(entry?.attributes.keys() ?? [])].sort(), [
    'cn',
    'instancetype',
    'isdeleted',
    'lastknownparent',
    'name',
    'objectclass',
    'objectguid',
    'objectsid',
    'samaccountname',
    'useraccountcontrol',
    'usnchanged',
    'usncreated',
    'whenchanged',
    'whencreated'
  ])
  for (const same of ['objectsid', 'samaccountname', 'objectclass', 'usncreated', 'whencreated']) {
    t.same(entry?.attributes.get(same), before?.attributes.get(same), same)
  }
  t.equal(entry && firstText(entry, 'cn'), `jane.doe\nDEL:${janesGuid}`)
  t.equal(entry && firstText(entry, 'lastKnownParent'), staff)
  t.equal(entry?.password, undefined)
})

t.test('a name of special characters stays a name', async t => {
  for (const name of ['O, Neil', 'back\\', '#1 ', 'Zoë']) {
    const made = person('odd')
    const dn = `${rdnOf('CN', name)},${staff}`
    const tree = forest({ entries: [{ ...made, dn, objectGuid: guid }] })
    t.equal(tree.remove(dn).code, 0)
    const entry = tree.deleted.findByGuid(guidBytes(guid))
    t.equal(entry && tree.deleted.find(dnKey(entry.dn) ?? ''), entry, name)
    t.equal(entry && firstText(entry, 'name'), `${name}\nDEL:${guid}`)
  }
})

t.test('lies in the container of its partition; the schema has none', async t => {
  const tree = forest()
  for (const { distinguishedName } of domains) {
    t.same(removed(tree, `CN=Computers,${distinguishedName}`), [
      0,
      `CN=Deleted Objects,${distinguishedName}`
    ])
  }
  const configuration = `CN=Configuration,${root}`
  const server = `CN=DC1,CN=Servers,CN=Default-First-Site-Name,CN=Sites,${configuration}`
  t.same(removed(tree, `CN=NTDS Settings,${server}`), [0, `CN=Deleted Objects,${configuration}`])
  tree.add(`CN=x,CN=Schema,${configuration}`, { objectClass: 'container' })
  t.equal(tree.remove(`CN=x,CN=Schema,${configuration}`).code, 53)
})

const guid = 'ffffffff-1111-4222-8333-444444444444'

function removed(tree: DirectoryTree, dn: string): [number, string | undefined] {
  const { code } = tree.remove(dn)
  const last = [...tree.deleted.entries()].at(-1)
  return [code, last?.dn.split(',').slice(1).join()]
}
