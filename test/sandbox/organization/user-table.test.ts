import t from 'tap'
import { openUserTable } from '../../../src/sandbox/organization/user-table.ts'
import type { UserRow } from '../../../src/sandbox/user-row.ts'
import { guid, id, rowOf } from './contoso.ts'

const now = () => new Date('2026-05-06T07:08:09.123Z')

t.test(
  'rows are copies, in the order of their ids, found by id and by GUID in any case',
  async t => {
    const given = rowOf(2)
    const upper = rowOf(1, {
      systemuserid: id(1).toUpperCase(),
      activedirectoryguid: guid(1).toUpperCase()
    })
    const table = openUserTable([given, upper])
    t.same(
      table.rows.map(row => row.systemuserid),
      [id(1), id(2)]
    )
    table.change(table.find(id(2).toUpperCase()) as UserRow, { domainname: 'CONTOSO\\else' })
    t.equal(given.domainname, 'CONTOSO\\user2')
    t.equal(table.holderOf(guid(2).toUpperCase())?.systemuserid, id(2))
    t.equal(table.holderOf(guid(1))?.systemuserid, id(1))
    t.equal(table.holderOf(guid(7)), undefined)
    const [row] = table.rows as [UserRow]
    table.change(row, { activedirectoryguid: guid(7).toUpperCase() })
    t.equal(table.holderOf(guid(7)), row)
  }
)

t.test('each change takes the next version of the whole organization and is journaled', async t => {
  const table = openUserTable([rowOf(1), rowOf(2)], now)
  const [first, second] = table.rows as [UserRow, UserRow]
  table.change(first, { domainname: 'CONTOSO\\new' })
  table.change(second, { employeeid: '7' })
  t.match(first, { versionnumber: 1003, modifiedon: '2026-05-06T07:08:09Z' })
  t.match(second, { versionnumber: 1004, employeeid: '7' })
  const at = '2026-05-06T07:08:09.123Z'
  t.same(table.writes, [
    { at, systemuserid: id(1), from: 'CONTOSO\\user1', to: 'CONTOSO\\new' },
    { at, systemuserid: id(2), from: 'CONTOSO\\user2', to: 'CONTOSO\\user2' }
  ])
})

t.test('the full name is computed, a new e-mail address waits for approval', async t => {
  const [row] = openUserTable([rowOf(1)]).rows as [UserRow]
  const table = openUserTable([row])
  const [kept] = table.rows as [UserRow]
  table.change(kept, { firstname: 'First1', internalemailaddress: 'user1@contoso.test' })
  t.match(kept, { fullname: 'First1 Last1', emailrouteraccessapproval: 1 })
  table.change(kept, { lastname: 'Meyer', internalemailaddress: 'meyer@contoso.test' })
  t.match(kept, { fullname: 'First1 Meyer', emailrouteraccessapproval: 2 })
  table.change(kept, { firstname: null })
  t.equal(kept.fullname, 'Meyer')
})
