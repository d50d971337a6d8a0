import t from 'tap'
import { createDirectory } from '../../../src/sandbox/ldap/create-directory.ts'
import { findAccount } from '../../../src/sandbox/ldap/find-account.ts'
import { firstText } from '../../../src/sandbox/ldap/entry.ts'
import { domains, forest, person, root, staff } from './forest.ts'

const bytes = (...values: string[]) => values.map(value => Buffer.from(value))
const janeDn = `CN=jane.doe,${staff}`

t.test('a change leaves all in place or nothing', async t => {
  const tree = forest()
  const result = tree.modify(janeDn, [
    { operation: 'replace', attribute: 'title', values: bytes('Boss') },
    { operation: 'replace', attribute: 'sAMAccountName', values: bytes('bob') }
  ])
  t.equal(result.code, 68)
  const jane = findAccount(tree, 'CONTOSO\\jane.doe')
  t.equal(jane && firstText(jane, 'title'), undefined)
})

t.test('what only the server may set is refused', async t => {
  const tree = forest()
  const change = (attribute: string, ...values: string[]) =>
    tree.modify(janeDn, [{ operation: 'replace', attribute, values: bytes(...values) }]).code
  t.equal(change('objectGUID', '1234567890123456'), 19)
  t.equal(change('cn', 'x'), 67)
  t.equal(change('noSuch', 'x'), 16)
  t.equal(change('title', 'a', 'b'), 19)
  t.equal(change('userAccountControl', 'x'), 21)
  t.equal(change('unicodePwd', 'x'), 53)
  t.equal(change('sAMAccountName'), 65)
  t.equal(tree.add(`CN=x,${staff}`, { objectClass: 'user', uSNChanged: '1' }).code, 19)
  t.equal(tree.add(`CN=x,${staff}`, { objectClass: 'spaceship' }).code, 65)
  t.equal(tree.add(`CN=x,OU=None,${root}`, { objectClass: 'user' }).code, 32)
})

t.test('values: added once, deleted where they are', async t => {
  const tree = forest()
  const change = (operation: 'add' | 'delete', ...values: string[]) =>
    tree.modify(janeDn, [{ operation, attribute: 'proxyAddresses', values: bytes(...values) }]).code
  t.equal(change('delete', 'smtp:a'), 16)
  t.equal(change('add', 'smtp:a', 'smtp:b'), 0)
  t.equal(change('add', 'SMTP:A'), 20)
  t.equal(change('delete', 'smtp:A'), 0)
  t.same(findAccount(tree, 'CONTOSO\\jane.doe')?.attributes.get('proxyaddresses'), ['smtp:b'])
})

t.test('a new account is disabled and gets a SID of its domain', async t => {
  const tree = forest()
  t.equal(tree.add(`CN=new,${staff}`, { objectClass: 'user', sAMAccountName: 'new' }).code, 0)
  const entry = findAccount(tree, 'new@contoso.test')
  t.equal(entry && firstText(entry, 'userAccountControl'), '546')
  t.equal(entry?.attributes.get('objectsid')?.[0]?.length, 28)
})

t.test('names are free again after a delete', async t => {
  const tree = forest()
  const { dn, attributes } = person('jane.doe')
  t.equal(tree.remove(dn).code, 0)
  t.equal(tree.add(dn, attributes, { password: 'x' }).code, 0)
})

t.test('a change raises uSNChanged and leaves uSNCreated', async t => {
  const tree = forest()
  const usn = tree.highestUsn()
  tree.modify(janeDn, [{ operation: 'replace', attribute: 'title', values: bytes('x') }])
  const jane = findAccount(tree, 'CONTOSO\\jane.doe')
  t.equal(jane && firstText(jane, 'uSNChanged'), String(usn + 1))
  t.ok(Number(jane && firstText(jane, 'uSNCreated')) <= usn)
  t.equal(tree.highestUsn(), usn + 1)
})

t.test('a seed that is refused is a fault of the caller', async t => {
  const entries = [person('a-name-that-is-too-long')]
  t.throws(() => createDirectory({ domains: [...domains], entries }), /refused/u)
})
