import t from 'tap'
import { accountsInUnit } from '../../src/active-directory/accounts-in-unit.ts'
import { recordingLog } from './recording-log.ts'
import { openScripted, person } from './scripted-server.ts'

const never = new AbortController().signal
const unit = 'OU=Pool,DC=contoso,DC=test'

t.test('asks there and nowhere else', async t => {
  const session = await openScripted(t, ({ baseDn }, reply) => {
    t.equal(baseDn, unit)
    reply.entry(...person(1))
    reply.done()
  })
  const accounts = await accountsInUnit(session, unit, recordingLog(), never)
  t.strictSame(
    accounts.map(account => account.logonName),
    ['CONTOSO\\p1']
  )
})
