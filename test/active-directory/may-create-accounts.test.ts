import t from 'tap'
import { mayCreateAccounts } from '../../src/active-directory/may-create-accounts.ts'
import { openScripted } from './scripted-server.ts'

const never = new AbortController().signal

t.test('what may be created in a unit', async t => {
  const unit = 'OU=Parking,DC=contoso,DC=test'
  const possible = { allowedChildClasses: ['user', 'group'] }

  for (const [attributes, expected] of [
    [{ ...possible, allowedChildClassesEffective: ['group', 'user'] }, true],
    [{ ...possible, allowedChildClassesEffective: ['group'] }, false],
    [possible, false],
    [{}, undefined]
  ] as const) {
    const session = await openScripted(t, ({ baseDn }, reply) => {
      reply.entry(baseDn, attributes)
      reply.done()
    })
    t.equal(await mayCreateAccounts(session, unit, never), expected, JSON.stringify(attributes))
  }
})
