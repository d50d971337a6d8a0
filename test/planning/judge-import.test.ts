import * as fc from 'fast-check'
import t from 'tap'
import type { Link } from '../../src/model/link.ts'
import type { WrittenRow } from '../../src/model/written-row.ts'
import { judgeImport } from '../../src/planning/judge-import.ts'
import { aLink } from './people.ts'

const importedAt = '2026-03-01T09:00:00.000Z'
const user = (number: number) => `c0ffee00-0000-4000-8000-${String(number).padStart(12, '0')}`
const account = (number: number) => user(number).replace('-8000-', '-9000-')

function row(userNumber: number, accountNumber: number, line?: number): WrittenRow {
  const fields = { systemUserId: user(userNumber), objectGuid: account(accountNumber) }
  return line === undefined ? { fields } : { line, fields }
}

function known(...numbers: readonly number[]): Link[] {
  return numbers.map(each => aLink({ systemUserId: user(each), objectGuid: account(each) }))
}

function mapped(...numbers: readonly number[]): Link[] {
  return known(...numbers).map(link => ({ ...link, source: 'map' }))
}

function judge(rows: readonly WrittenRow[], links: readonly Link[] = []) {
  return judgeImport(rows, {
    known: links,
    isPlaceholder: ({ objectGuid }) => objectGuid === account(90_000),
    importedAt
  })
}

t.test('new rows and changed ones are fresh; the rest is known', async t => {
  const fresh = [
    { systemUserId: user(2), objectGuid: account(22), source: 'import', provenAt: importedAt },
    { systemUserId: user(3), objectGuid: account(3), source: 'import', provenAt: importedAt }
  ]
  t.strictSame(judge([row(1, 1), row(2, 22), row(3, 3)], known(1, 2)), {
    faults: [],
    isMalformed: false,
    fresh,
    unchanged: 1
  })
})

t.test('the logon name is kept', async t => {
  const fields = { systemuserid: user(1), objectguid: account(1), domainname: 'CONTOSO\\jdoe' }
  t.match(judge([{ fields }]).fresh, [{ domainName: 'CONTOSO\\jdoe' }])
})

t.test('an account that another user keeps is a conflict that names both', async t => {
  const links = [
    ...known(1),
    aLink({ systemUserId: user(2), objectGuid: account(2), domainName: 'CONTOSO\\ben' })
  ]
  const { faults, isMalformed } = judge([row(3, 3), row(4, 1), row(5, 2)], links)
  t.match(faults, [
    { pointer: '/value/1', detail: `linked to the user ${user(1)} already` },
    { pointer: '/value/2', detail: `linked to the user ${user(2)} (CONTOSO\\ben) already` }
  ])
  t.equal(isMalformed, false)
})

t.test('of rows that name a user or an account twice, the later ones are told', async t => {
  t.strictSame(judge([row(1, 1), row(1, 2), row(3, 1)]).faults, [
    { pointer: '/value/1', detail: 'The row /value/0 names the same user. Keep one of them.' },
    { pointer: '/value/2', detail: 'The row /value/0 names the same account. Keep one of them.' }
  ])
})

t.test('lines are named where there are any', async t => {
  t.strictSame(judge([row(1, 1, 2), row(1, 2, 5), { line: 6, unreadable: 'No JSON.' }]).faults, [
    {
      pointer: '/value/1',
      line: 5,
      detail: 'Line 5: Line 2 names the same user. Keep one of them.'
    },
    { pointer: '/value/2', line: 6, detail: 'Line 6: No JSON.' }
  ])
})

t.test("a placeholder is nobody's account", async t => {
  const { faults, isMalformed } = judge([row(1, 90_000, 2), row(2, 2, 3)])
  t.match(faults, [{ line: 2, detail: /^Line 2: The account is a placeholder/ }])
  t.equal(faults.length, 1)
  t.ok(isMalformed)
})

t.test('swapped columns are told by line', async t => {
  const swap = (number: number, line: number): WrittenRow => ({
    line,
    fields: { systemUserId: account(number), objectGuid: user(number) }
  })
  const { faults, isMalformed } = judge([row(1, 1, 2), swap(2, 3), swap(3, 4)], known(2, 3))
  t.match(faults, [
    { line: 3, detail: /^Line 3: .*The columns seem to be swapped/ },
    { line: 4, detail: /^Line 4: / }
  ])
  t.equal(faults.length, 2)
  t.ok(isMalformed)
})

t.test('a list moves nobody away from the account that a map proved', async t => {
  const rows = [row(1, 7, 2), row(2, 2, 3)]
  const { faults, isMalformed, fresh, unchanged } = judge(rows, mapped(1, 2))
  t.match(faults, [
    { pointer: '/value/0', line: 2, detail: `Line 2: The row names the account ${account(7)}` }
  ])
  t.match(faults[0]?.detail, `wrote the record to ${account(1)} on 2024-01-01T00:00:00.000Z`)
  t.same([isMalformed, fresh, unchanged, faults.length], [false, [], 1, 1])
})

t.test('malformed rows and conflicts are told in one list, in the order of the rows', async t => {
  const rows = [row(7, 1), { fields: {} }, row(3, 3), row(3, 4), { unreadable: 'x' }]
  const { faults, isMalformed, fresh } = judge(rows, known(1))
  t.same(
    faults.map(fault => fault.pointer),
    ['/value/0', '/value/1', '/value/3', '/value/4']
  )
  t.ok(isMalformed)
  t.same(
    fresh.map(link => link.systemUserId),
    [],
    'nothing is fresh that is doubled or taken'
  )
})

t.test('one planted fault in a thousand rows is told, and no other', async () => {
  const thousand = Array.from({ length: 1000 }, (_, index) => row(index, index, index + 2))
  const links = [...known(5000), ...mapped(6000)]
  const plants: readonly ((line: number) => WrittenRow)[] = [
    line => row(9999, 5000, line),
    line => ({ line, fields: { systemUserId: user(8888), objectGuid: 'NULL' } }),
    line => ({ line, unreadable: 'Not JSON.' }),
    line => row(6000, 7777, line),
    line => row(8888, 90_000, line),
    line => ({ line, fields: { systemUserId: account(5000), objectGuid: account(8888) } }),
    line => ({ line, fields: { systemUserId: user(8888), objectGuid: user(8888) } }),
    line => ({ line, fields: { systemUserId: user(8888), objectGuid: account(8888), x: 1 } })
  ]
  fc.assert(
    fc.property(fc.nat(999), fc.constantFrom(...plants), (index, plant) => {
      const rows = thousand.with(index, plant(index + 2))
      const { faults } = judge(rows, links)
      return faults.length === 1 && faults[0]?.line === index + 2
    }),
    { numRuns: 80 }
  )
})
