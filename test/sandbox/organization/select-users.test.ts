import t from 'tap'
import { readQuery } from '../../../src/sandbox/organization/read-query.ts'
import { selectUsers } from '../../../src/sandbox/organization/select-users.ts'
import type { UserRow } from '../../../src/sandbox/user-row.ts'
import { id, rowOf } from './contoso.ts'

const rows = [1, 2, 3, 4, 5].map(number =>
  rowOf(number, { fullname: number % 2 ? 'Odd' : 'even', employeeid: number > 3 ? 'x' : null })
)

/** All pages of a query, as the numbers of their users. */
function pagesOf(query: string, pageSize: number, of: (page: number) => UserRow[] = () => rows) {
  const pages: number[][] = []
  let skipToken: string | undefined = ''
  while (skipToken !== undefined) {
    const token = skipToken && `&$skiptoken=${encodeURIComponent(skipToken)}`
    const selected = selectUsers(of(pages.length), readQuery(query + token), pageSize)
    pages.push(selected.rows.map(row => Number(row.systemuserid.slice(-2))))
    skipToken = selected.skipToken
  }
  return pages
}

t.test('pages hold every row once, in every order', async t => {
  t.same(pagesOf('', 2), [[1, 2], [3, 4], [5]])
  t.same(pagesOf('', 5), [[1, 2, 3, 4, 5]])
  t.same(pagesOf('$orderby=systemuserid desc', 3), [
    [5, 4, 3],
    [2, 1]
  ])
  t.same(pagesOf('$orderby=fullname', 2), [[2, 4], [1, 3], [5]])
  t.same(pagesOf('$orderby=employeeid,systemuserid desc', 2), [[3, 2], [1, 5], [4]])
  t.same(pagesOf('$filter=fullname eq %27odd%27', 2), [[1, 3], [5]])
  t.same(pagesOf('$filter=accessmode eq 9', 2), [[]])
})

t.test('a row that went while paging takes no other with it', async t => {
  const without = rows.filter(row => row.systemuserid !== id(2))
  t.same(
    pagesOf('', 2, page => (page === 0 ? rows : without)),
    [[1, 2], [3, 4], [5]]
  )
  t.same(
    pagesOf('', 4, page => (page === 0 ? rows : rows.slice(0, 4))),
    [[1, 2, 3, 4], []]
  )
})

t.test('$top ends the list; the total is that of all pages', async t => {
  const selected = selectUsers(rows, readQuery('$top=2&$filter=fullname eq %27odd%27'), 5000)
  t.match(selected, { total: 3, rows: [{ systemuserid: id(1) }, { systemuserid: id(3) }] })
  t.equal(selected.skipToken, undefined)
})

t.test('never more than 5,000 rows', async t => {
  const many = Array.from({ length: 5001 }, (_, index) => rowOf(index))
  t.equal(selectUsers(many, readQuery('$top=5001'), 5000).rows.length, 5000)
})
