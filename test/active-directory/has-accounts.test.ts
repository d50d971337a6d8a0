import t from 'tap'
import { hasAccounts } from '../../src/active-directory/has-accounts.ts'
import { openScripted, person } from './scripted-server.ts'

const never = new AbortController().signal

for (const [count, status, expected] of [
  [0, 0, false],
  [1, 0, true],
  [1, 4, true]
] as const) {
  t.test(`${count} with result ${status}`, async t => {
    const session = await openScripted(t, (_, reply) => {
      if (count > 0) reply.entry(...person(1))
      reply.done(status)
    })
    t.equal(await hasAccounts(session, undefined, never), expected)
  })
}
