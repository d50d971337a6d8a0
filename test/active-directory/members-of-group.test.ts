import t from 'tap'
import type { LookUp } from '../../src/active-directory/create-look-ups.ts'
import { membersOfGroup } from '../../src/active-directory/members-of-group.ts'
import type { Session } from '../../src/active-directory/open-session.ts'
import { openScripted, person, type Reply } from './scripted-server.ts'

const never = new AbortController().signal
const groupDn = 'CN=Admins,DC=contoso,DC=test'
const on =
  (...sessions: Session[]): LookUp =>
  (_, work) =>
    Promise.all(sessions.map(work))
const sid = (rid: string) =>
  Buffer.from(`010500000000000515000000010000000200000003000000${rid}`, 'hex')

t.test('the group, the groups in it, and those for whom one is the primary group', async t => {
  const filters: string[] = []
  const session = await openScripted(t, ({ baseDn, bytes }, reply) => {
    filters.push(bytes.toString('latin1'))
    if (baseDn === groupDn) reply.entry(groupDn, { objectSid: [sid('51040000')] })
    else if (filters.length === 2) {
      reply.entry('CN=Inner,DC=contoso,DC=test', { objectSid: [sid('52040000')] })
      reply.entry('CN=Elsewhere,DC=eu,DC=test', { objectSid: [sid('53040000')] })
      reply.entry('CN=NoSid,DC=contoso,DC=test', { objectSid: [] })
    } else for (const number of [1, 2, 1]) reply.entry(...person(number))
    reply.done()
  })
  t.strictSame(await membersOfGroup(on(session), [], groupDn, never), [
    '01010101-0101-0101-0101-010101010101',
    '02020202-0202-0202-0202-020202020202'
  ])
  const last = filters.at(-1) ?? ''
  t.match(last, /1\.2\.840\.113556\.1\.4\.1941/, 'nested groups are followed')
  t.match(last, /primaryGroupID.*1105.*primaryGroupID.*1106/s)
  t.notMatch(last, /1107/, 'a number means another group in another domain')
})

for (const [why, answer] of [
  ['nothing there', (reply: Reply) => reply.done(32)],
  ['no group', (reply: Reply) => reply.done()]
] as const) {
  t.test(why, async t => {
    const session = await openScripted(t, (_, reply) => answer(reply))
    await t.rejects(membersOfGroup(on(session), [], groupDn, never), {
      code: 'directory-unavailable',
      details: { detail: /no group CN=Admins/ }
    })
  })
}

t.test('what else goes wrong is passed on', async t => {
  const session = await openScripted(t, (_, reply) => reply.done(50))
  await t.rejects(membersOfGroup(on(session), [], groupDn, never), { code: 50 })
})

t.test('a group in a domain that no server holds', async t => {
  const session = await openScripted(t, (_, reply) => reply.done())
  const elsewhere = 'CN=Admins,DC=emea,DC=test'
  await t.rejects(membersOfGroup(on(session), [], elsewhere, never), {
    code: 'directory-unavailable',
    details: { detail: /no group CN=Admins,DC=emea/ }
  })
})
