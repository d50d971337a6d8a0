import t from 'tap'
import { attributeSchema, comparable, generalizedTime } from '../../../src/sandbox/ldap/schema.ts'

t.test('names in schema case, values by their syntax', async t => {
  t.match(attributeSchema('OBJECTGUID'), {
    name: 'objectGUID',
    syntax: 'binary',
    isSystemOnly: true
  })
  t.match(attributeSchema('memberof'), { isSingle: false })
  t.equal(attributeSchema('constructor'), undefined)
  t.equal(comparable('integer', '007'), '7')
  t.equal(comparable('integer', '1e3'), undefined)
  t.equal(comparable('dn', 'CN=A, DC=b'), 'cn=a,dc=b')
  t.equal(comparable('time', 'yesterday'), undefined)
  t.equal(generalizedTime(new Date('2026-01-31T12:00:00.900Z')), '20260131120000.0Z')
})
