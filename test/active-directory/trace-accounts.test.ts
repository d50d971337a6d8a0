import t from 'tap'
import { guidBytes } from '../../src/active-directory/guid.ts'
import { traceAccounts } from '../../src/active-directory/trace-accounts.ts'
import { openScripted } from './scripted-server.ts'

/** On a real server: the traces in create-directory.test.ts. Here what a lenient one never does. */
const never = new AbortController().signal
const guid = '0a1b2c3d-0000-4000-8000-000000000001'
const bytes = guidBytes(guid) ?? Buffer.alloc(0)
/** The control's name, then its criticality: BOOLEAN, one byte, FALSE. */
const mayBeIgnored = Buffer.from('1.2.840.113556.1.4.417\x01\x01\x00')
const dn = 'CN=joe\\0ADEL:x,CN=Deleted Objects,DC=contoso,DC=test'

t.test('deleted objects are asked for, and nobody is refused for it', async t => {
  const session = await openScripted(t, ({ bytes: request }, reply) => {
    t.ok(request.includes(mayBeIgnored))
    reply.entry(dn, {
      objectGUID: [bytes],
      isDeleted: ['TRUE'],
      whenChanged: ['20260301080000.0Z']
    })
    reply.done()
  })
  t.strictSame(await traceAccounts(session, new Set([guid]), never), [
    { objectGuid: guid, distinguishedName: dn, deletedAt: '2026-03-01T08:00:00.000Z' }
  ])
})

t.test('what can not be told is not made up', async t => {
  const session = await openScripted(t, (_, reply) => {
    reply.entry(dn, { objectGUID: [bytes], isDeleted: ['TRUE'] })
    reply.entry('CN=no guid', { whenChanged: ['20260301080000.0Z'] })
    reply.done()
  })
  t.strictSame(await traceAccounts(session, new Set([guid]), never), [])
})

t.test('many are asked for in several searches', async t => {
  let searches = 0
  const session = await openScripted(t, (_, reply) => {
    searches += 1
    reply.done()
  })
  const guids = Array.from({ length: 501 }, () => crypto.randomUUID())
  await traceAccounts(session, new Set(guids), never)
  t.equal(searches, 3)
})
