import { BusyError } from 'ldapts'
import t from 'tap'
import { readsDeleted } from '../../src/active-directory/reads-deleted.ts'
import { openScripted } from './scripted-server.ts'

const never = new AbortController().signal

t.test('deleted objects', async t => {
  // Samba shows deleted objects to everybody; that Windows doesn't is tried here.
  for (const [status, isSeen, expected] of [
    [0, true, true],
    [0, false, false],
    [32, false, false],
    [50, false, false],
    [12, false, false]
  ] as const) {
    const session = await openScripted(t, ({ baseDn, bytes }, reply) => {
      t.equal(baseDn, 'CN=Deleted Objects,DC=contoso,DC=test')
      t.ok(bytes.includes('1.2.840.113556.1.4.417'))
      if (isSeen) reply.entry(baseDn, {})
      reply.done(status)
    })
    t.equal(await readsDeleted(session, never), expected, `result ${status}`)
  }
  const busy = await openScripted(t, (_, reply) => reply.done(51))
  await t.rejects(readsDeleted(busy, never), BusyError)
})
