import t from 'tap'
import { findBase } from '../../../src/sandbox/ldap/find-base.ts'
import { guidBytes } from '../../../src/sandbox/ldap/guid.ts'
import { forest, janesGuid, root, staff } from './forest.ts'

t.test('by name and by GUID, and what is missing', async t => {
  const tree = forest()
  const jane = { dn: `CN=jane.doe,${staff}` }
  t.match(findBase(tree, jane.dn.toUpperCase()), jane)
  t.match(findBase(tree, `<GUID=${janesGuid}>`), jane)
  t.match(findBase(tree, `<GUID=${guidBytes(janesGuid).toString('hex')}>`), jane)
  t.match(findBase(tree, `<GUID=${janesGuid.replace('0', 'f')}>`), { code: 32 })
  t.match(findBase(tree, `CN=x,OU=y,${staff}`), { code: 32, matchedDn: staff })
  t.match(findBase(tree, 'CN=x'), { code: 32 })
  t.match(findBase(tree, `CN=x,DC=other,DC=test`), {
    code: 10,
    referrals: ['ldap://other.test/CN=x,DC=other,DC=test']
  })
  t.match(findBase(tree, root.slice(3)), { code: 34 })
})
