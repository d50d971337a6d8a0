import t from 'tap'
import type { Filter } from '../../../src/sandbox/ldap/filter.ts'
import { matcher } from '../../../src/sandbox/ldap/matcher.ts'
import { findAccount } from '../../../src/sandbox/ldap/find-account.ts'
import { forest, group, root, staff } from './forest.ts'

const tree = forest({ entries: [group('ring-a'), group('ring-b', `CN=ring-a,${staff}`)] })
const jane = findAccount(tree, 'CONTOSO\\jane.doe')
const judge = (filter: Filter) => jane && matcher(tree, filter)(jane)
const equal = (attribute: string, value: string | Buffer): Filter => ({
  kind: 'equal',
  attribute,
  value: Buffer.from(value)
})
const anyOf = (...names: string[]): Filter => ({
  kind: 'or',
  filters: names.map(name => equal('cn', name))
})
const rule = (oid: string, attribute: string, value: string): Filter => ({
  kind: 'extensible',
  rule: `1.2.840.113556.1.4.${oid}`,
  attribute,
  value: Buffer.from(value)
})

t.test('true, false, and undefined where the schema is silent', async t => {
  t.equal(judge(equal('MAIL', 'Jané.DOE@contoso.test')), true)
  t.equal(judge(equal('mail', 'x')), false)
  t.equal(judge(equal('nothing', 'x')), undefined)
  t.equal(judge(equal('userAccountControl', 'x')), undefined)
  t.equal(judge({ kind: 'not', filter: equal('nothing', 'x') }), undefined)
  t.equal(judge({ kind: 'or', filters: [equal('nothing', 'x'), equal('cn', 'jane.doe')] }), true)
  t.equal(judge({ kind: 'and', filters: [equal('nothing', 'x'), equal('cn', 'x')] }), false)
  t.equal(judge({ kind: 'and', filters: [] }), true)
  t.equal(judge(anyOf('x', 'y')), false)
  t.equal(judge(anyOf('x', 'JANE.doe')), true, 'one of several values of one attribute')
  const numbers = ['x', '1'].map(value => equal('userAccountControl', value))
  t.equal(judge({ kind: 'or', filters: numbers }), undefined, 'none, and one is no number')
  t.equal(judge({ kind: 'or', filters: [...numbers, equal('cn', 'jane.doe')] }), true)
})

t.test('order: numbers by value, times by time', async t => {
  t.equal(judge(atLeast('userAccountControl', '99')), true, '512 is more than 99')
  t.equal(judge(atLeast('whenCreated', '20200101000000.0Z')), true)
  t.equal(judge({ ...atLeast('uSNChanged', '5'), kind: 'atMost' } as Filter), false)
})

t.test('bits and chains', async t => {
  t.equal(judge(rule('803', 'userAccountControl', '512')), true)
  t.equal(judge(rule('803', 'userAccountControl', '514')), false)
  t.equal(judge(rule('804', 'userAccountControl', '514')), true)
  t.equal(judge(rule('803', 'mail', '2')), undefined, 'no number')
  t.equal(judge(rule('9', 'userAccountControl', '2')), undefined, 'no such rule')
  t.equal(judge(rule('1941', 'memberOf', `CN=outer,${staff}`)), true)
  t.equal(judge(rule('1941', 'memberOf', `CN=ring-b,${staff}`)), false)
})

t.test('groups in a ring end', async t => {
  const looped = forest({ entries: [group('ring-a'), group('ring-b', `CN=ring-a,${staff}`)] })
  const values = [Buffer.from(`CN=ring-b,${staff}`)]
  looped.modify(`CN=ring-a,${staff}`, [{ operation: 'add', attribute: 'member', values }])
  const ring = looped.find(`cn=ring-a,${staff.toLowerCase()}`)
  t.equal(ring && matcher(looped, rule('1941', 'memberOf', `CN=x,${root}`))(ring), false)
  t.equal(ring && matcher(looped, rule('1941', 'member', `CN=ring-a,${staff}`))(ring), true)
})

t.test('pieces in their order, without overlap', async t => {
  t.equal(judge(pieces('JAN', ['e'], 'doe')), true)
  t.equal(judge(pieces('jane.d', [], 'doe')), false)
  t.equal(judge(pieces('', ['doe', 'jane'], '')), false)
})

t.test('a category by its short name', async t => {
  t.equal(judge(equal('objectCategory', 'person')), true)
  t.equal(judge(equal('objectCategory', 'user')), true)
  t.equal(judge(equal('objectCategory', 'group')), false)
})

t.test('a SID as bytes and as text', async t => {
  const sid = jane?.attributes.get('objectsid')?.[0] as Buffer
  t.equal(judge(equal('objectSid', sid)), true)
  t.equal(judge(equal('objectSid', `S-1-5-21-1-2-3-${sid.readUInt32LE(24)}`)), true)
  t.equal(judge(equal('objectSid', 'S-1-5-21-1-2-3-1')), false)
})

function atLeast(attribute: string, value: string): Filter {
  return { kind: 'atLeast', attribute, value: Buffer.from(value) }
}

function pieces(initial: string, any: string[], final: string): Filter {
  return { kind: 'substrings', attribute: 'sAMAccountName', initial, any, final }
}
