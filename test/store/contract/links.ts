import type { Test } from 'tap'
import type { Link } from '../../../src/model/link.ts'
import { everything, link } from '../samples.ts'
import type { Open } from '../store-contract.ts'

export async function linksContract(t: Test, open: Open): Promise<void> {
  await t.test('links come back as they were put, absent fields absent', async t => {
    const { links } = await open(t)
    const bare = link({ systemUserId: 'u1' })
    const full = link({ systemUserId: 'u2', objectSid: 'S-1-5-21-1', domainName: 'CONTOSO\\jdoe' })
    await links.put([full, bare])
    t.strictSame(await links.all(), [bare, full])
  })

  await t.test('put replaces every field of the link of the same user', async t => {
    const { links } = await open(t)
    await links.put([link({ systemUserId: 'u1', objectSid: 'S-1-5-21-1', domainName: 'A\\b' })])
    const later = link({ systemUserId: 'u1', source: 'map', provenAt: '2026-04-01T00:00:00.000Z' })
    await links.put([later])
    t.strictSame(await links.all(), [later])
  })

  await t.test('of two links of one user in the same put, the last counts', async t => {
    const { links } = await open(t)
    const last = link({ systemUserId: 'u1' })
    await links.put([link({ systemUserId: 'u1' }), last])
    t.strictSame(await links.all(), [last])
  })

  await t.test('links are removed by user', async t => {
    const { links } = await open(t)
    const [a, b, c] = ['a', 'b', 'c'].map(systemUserId => link({ systemUserId }))
    await links.put([a!, b!, c!])
    await links.remove(['a', 'c', 'nobody'])
    t.strictSame(await links.all(), [b])
    await links.remove([])
    t.strictSame(await links.all(), [b])
  })

  await t.test('links are found by user and by account, also by very many', async t => {
    const { links } = await open(t)
    const many = Array.from({ length: 1201 }, () => link())
    await links.put(many)
    const users = many.map(one => one.systemUserId)
    const accounts = many.map(one => one.objectGuid)
    t.strictSame(byUser(await links.ofUsers(users)), byUser(many))
    t.strictSame(byUser(await links.ofAccounts(accounts)), byUser(many))
    t.strictSame(await links.ofUsers([users[7]!, users[7]!, 'nobody']), [many[7]])
    t.strictSame(await links.ofAccounts([accounts[8]!]), [many[8]])
    t.strictSame(await links.ofUsers([]), [])
    t.strictSame(await links.ofAccounts([]), [])
  })

  await t.test('links are listed by user, filtered and in pages', async t => {
    const { links } = await open(t)
    const [a, b, c] = ['a', 'b', 'c'].map(systemUserId => link({ systemUserId }))
    const imported = { ...b!, source: 'import' as const }
    await links.put([c!, a!, imported])
    t.strictSame(await links.list({}, everything), { rows: [a, imported, c], totalCount: 3 })
    t.strictSame(await links.list({}, { offset: 1, limit: 1 }), { rows: [imported], totalCount: 3 })
    t.strictSame((await links.list({ source: 'import' }, everything)).rows, [imported])
    t.strictSame((await links.list({ systemUserId: 'c' }, everything)).rows, [c])
    t.strictSame(await links.list({ systemUserId: 'c', source: 'map' }, everything), {
      rows: [],
      totalCount: 0
    })
  })
}

function byUser(links: readonly Link[]): readonly Link[] {
  return links.toSorted((a, b) => (a.systemUserId < b.systemUserId ? -1 : 1))
}
