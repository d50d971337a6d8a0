import t from 'tap'
import { dnKey, isWithin, parentKey, parseDn, rdnOf } from '../../../src/sandbox/ldap/dn.ts'

t.test('names that are the same have the same key', async t => {
  const same = ['CN=O\\, Neil,DC=test', 'cn = o\\2c neil , dc=TEST', 'cn=Ó\\, neil,DC=test']
  for (const dn of same) t.equal(dnKey(dn), 'cn=o\\2c neil,dc=test', dn)
  t.equal(dnKey(''), '')
})

t.test('what is no name has no key', async t => {
  for (const dn of ['x', 'CN=', '=x', 'CN=a,,DC=b', 'CN=a,', ',CN=a', 'CN=a\\']) {
    t.equal(dnKey(dn), undefined, dn)
  }
})

t.test('a comma in a value does not lead out of the tree', async t => {
  const key = dnKey('CN=a\\,DC=other,DC=test') ?? ''
  t.notOk(isWithin(key, 'dc=other,dc=test'))
  t.ok(isWithin(key, 'dc=test'))
  t.equal(parentKey(key), 'dc=test')
  t.equal(parentKey('dc=test'), '')
})

t.test('a relative name survives the way there and back', async t => {
  for (const value of ['a,b', ' a ', '#a', 'a\\b', 'a=b+c', '山田 "花"', 'é;<>']) {
    t.same(parseDn(`${rdnOf('CN', value)},DC=test`)?.[0], { type: 'CN', value }, value)
  }
})
