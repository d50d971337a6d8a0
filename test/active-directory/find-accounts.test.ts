import t from 'tap'
import { findAccounts } from '../../src/active-directory/find-accounts.ts'
import { keys } from './keys.ts'
import { recordingLog } from './recording-log.ts'
import { openScripted, person } from './scripted-server.ts'

const never = new AbortController().signal

t.test('each account once, over all pages and batches', async t => {
  let searches = 0
  const session = await openScripted(t, (_, reply) => {
    searches += 1
    reply.entry(...person(1))
    reply.entry(...person(searches))
    reply.done(0, searches === 1 ? 'more' : '')
  })
  const employeeIds = Array.from({ length: 251 }, (_, i) => String(i))
  const found = await findAccounts(session, keys({ employeeIds }), undefined, recordingLog(), never)
  t.equal(searches, 3)
  t.strictSame(
    found.map(account => account.logonName),
    ['CONTOSO\\p1', 'CONTOSO\\p2', 'CONTOSO\\p3']
  )
})

t.test('no key, no question', async t => {
  const session = await openScripted(t, () => t.fail('asked'))
  t.strictSame(await findAccounts(session, keys({}), undefined, recordingLog(), never), [])
})
