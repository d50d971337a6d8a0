import t from 'tap'
import { answerBind } from '../../../src/sandbox/ldap/answer-bind.ts'
import type { Session } from '../../../src/sandbox/ldap/session.ts'
import { forest, staff } from './forest.ts'

const name = `CN=svc-reader,${staff}`
const good = { kind: 'bind', version: 3, name, password: 'secret' } as const

t.test('a bind that fails leaves the connection anonymous', async t => {
  const tree = forest()
  const session: Session = { isEncrypted: false, openPages: new Map() }
  t.equal(answerBind(tree, session, good).code, 0)
  t.equal(session.boundKey, name.toLowerCase())
  t.equal(answerBind(tree, session, { ...good, password: 'Secret' }).code, 49)
  t.equal(session.boundKey, undefined)
})

t.test('no password is no authentication; SASL and version 2 are refused', async t => {
  const tree = forest()
  const session: Session = { isEncrypted: false, openPages: new Map() }
  t.equal(answerBind(tree, session, { ...good, password: '' }).code, 0)
  t.equal(session.boundKey, undefined)
  t.equal(answerBind(tree, session, { kind: 'bind', version: 3, name }).code, 7)
  t.equal(answerBind(tree, session, { ...good, version: 2 }).code, 2)
})
