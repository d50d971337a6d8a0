import { BusyError } from 'ldapts'
import t from 'tap'
import { readsDeleted } from '../../src/active-directory/reads-deleted.ts'
import { openScripted } from './scripted-server.ts'

const never = new AbortController().signal

t.test('deleted objects', async t => {
  // With and without the right on Samba: create-directory.test.ts. How Windows refuses is tried here.
  const readable = { isDeleted: ['TRUE'] }
  for (const [status, container, expected] of [
    [0, readable, true],
    [0, {}, false],
    [0, undefined, false],
    [32, undefined, false],
    [50, undefined, false],
    [12, undefined, false]
  ] as const) {
    const session = await openScripted(t, ({ baseDn, bytes }, reply) => {
      t.equal(baseDn, 'CN=Deleted Objects,DC=contoso,DC=test')
      t.ok(bytes.includes('1.2.840.113556.1.4.417'))
      if (container) reply.entry(baseDn, container)
      reply.done(status)
    })
    t.equal(await readsDeleted(session, never), expected, `result ${status}`)
  }
  const busy = await openScripted(t, (_, reply) => reply.done(51))
  await t.rejects(readsDeleted(busy, never), BusyError)
})
