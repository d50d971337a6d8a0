import t from 'tap'
import { reuseReadBack } from '../../src/use-cases/reuse-read-back.ts'
import { idOf, userOf } from '../fakes/context.ts'
import { fakeOrganization } from '../fakes/organization.ts'

const { signal } = new AbortController()

t.test('a record that a write gave back is not read for the next step, and only once', async t => {
  const { organization, reads, of } = watched(1)
  const before = await organization.readUser(idOf(1), signal)
  const write = { systemUserId: idOf(1), domainName: 'CONTOSO\\park', etag: before?.etag ?? '' }
  await organization.writeDomainName(write, signal)
  const kept = await organization.readUser(idOf(1), signal)
  t.match(kept, { domainName: 'CONTOSO\\park' })
  t.equal(reads(), 1)
  of.rename(idOf(1), 'CONTOSO\\elsewhere')
  const stale = { ...write, domainName: 'CONTOSO\\new1', etag: kept?.etag ?? '' }
  t.match(await organization.writeDomainName(stale, signal), { kind: 'stale' })
  t.match(await organization.readUser(idOf(1), signal), { domainName: 'CONTOSO\\elsewhere' })
  t.equal(reads(), 2)
})

t.test('an unclear answer gives nothing back: the record is read', async t => {
  const { organization, reads, of } = watched(1)
  of.outcomes.push('unclear-but-applied')
  const etag = 'W/"1"'
  await organization.writeDomainName(
    { systemUserId: idOf(1), domainName: 'CONTOSO\\park', etag },
    signal
  )
  t.match(await organization.readUser(idOf(1), signal), { domainName: 'CONTOSO\\park' })
  t.equal(reads(), 1)
})

t.test('what nobody asks for again is not kept for ever', async t => {
  const { organization, reads } = watched(150)
  for (let at = 1; at <= 150; at += 1) {
    const write = { systemUserId: idOf(at), domainName: `CONTOSO\\new${at}`, etag: `W/"${at}"` }
    await organization.writeDomainName(write, signal)
  }
  for (let at = 1; at <= 150; at += 1) await organization.readUser(idOf(at), signal)
  t.equal(reads(), 50)
})

function watched(users: number) {
  const of = fakeOrganization(Array.from({ length: users }, (_, at) => userOf(at + 1)))
  let count = 0
  const organization = reuseReadBack({
    ...of,
    readUser(...asked) {
      count += 1
      return of.readUser(...asked)
    }
  })
  return { organization, of, reads: () => count }
}
