import t from 'tap'
import { RelinkError } from '../../src/errors.ts'
import { readAhead } from '../../src/use-cases/read-ahead.ts'
import { idOf, userOf } from '../fakes/context.ts'
import { fakeOrganization } from '../fakes/organization.ts'

const { signal } = new AbortController()
const ids = Array.from({ length: 100 }, (_, at) => idOf(at + 1))

t.test('read in their order, all but the first come many at a time', async t => {
  const { organization, single, many } = watched()
  for (const id of ids) {
    t.match(await organization.readUser(id, signal), { systemUserId: id })
    await Promise.resolve()
  }
  t.strictSame(single, [idOf(1)])
  t.strictSame(many.flat(), ids.slice(1))
  t.ok(many.length < 10, `${many.length} requests`)
})

t.test('several lanes, each at a place of its own', async t => {
  const { organization, single, many } = watched()
  for (let at = 0; at < 25; at += 1) {
    for (const id of [0, 25, 50, 75].flatMap(lane => ids[lane + at] ?? [])) {
      t.match(await organization.readUser(id, signal), { systemUserId: id })
      await Promise.resolve()
    }
  }
  t.ok(single.length <= 4, `${single.length} on their own`)
  t.ok(many.length < 14, `${many.length} requests`)
})

t.test('a record is given once; asked for again, it is read anew', async t => {
  const { organization, of } = watched()
  await organization.readUser(idOf(1), signal)
  await Promise.resolve()
  await organization.readUser(idOf(2), signal)
  of.rename(idOf(2), 'CONTOSO\\elsewhere')
  t.match(await organization.readUser(idOf(2), signal), { domainName: 'CONTOSO\\elsewhere' })
})

t.test('who was read before the others came is not read out of them later', async t => {
  const { organization, of } = watched()
  await Promise.all([1, 2, 3].map(each => organization.readUser(idOf(each), signal)))
  await new Promise(setImmediate)
  of.rename(idOf(2), 'CONTOSO\\park')
  t.match(await organization.readUser(idOf(2), signal), { domainName: 'CONTOSO\\park' })
})

t.test('who is not on the list is read when asked for', async t => {
  const { organization, single, many } = watched()
  await organization.readUser(idOf(101), signal)
  t.strictSame(single, [idOf(101)])
  t.strictSame(many, [])
})

t.test('what can not be read ahead is read on its own, and says there what is wrong', async t => {
  const { of } = watched()
  const organization = readAhead(
    {
      ...of,
      readUsers: () =>
        Promise.reject(new RelinkError('organization-unavailable', { detail: 'No.' }))
    },
    ids
  )
  for (const id of ids.slice(0, 30)) {
    t.match(await organization.readUser(id, signal), { systemUserId: id })
  }
})

function watched() {
  const of = fakeOrganization(Array.from({ length: 101 }, (_, at) => userOf(at + 1)))
  const single: string[] = []
  const many: (readonly string[])[] = []
  const organization = readAhead(
    {
      ...of,
      readUser(id, own) {
        single.push(id)
        return of.readUser(id, own)
      },
      readUsers(some, own) {
        if (some.length > 0) many.push(some)
        return of.readUsers(some, own)
      }
    },
    ids
  )
  return { organization, of, single, many }
}
