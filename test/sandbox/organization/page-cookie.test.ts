import t from 'tap'
import { readPageCookie, writePageCookie } from '../../../src/sandbox/organization/page-cookie.ts'
import type { Literal } from '../../../src/sandbox/organization/parse-filter.ts'
import { refusalOf } from './contoso.ts'

const last = new Map<string, Literal>([
  ['fullname', `<"Ä" & 'b' %25>`],
  ['employeeid', null],
  ['accessmode', 2],
  ['isdisabled', false]
])

t.test('a cookie is XML and comes back as it was', async t => {
  const cookie = writePageCookie({ page: 1, last })
  t.match(
    cookie,
    /^<cookie pagenumber="2" pagingcookie="%253Ccookie[^"<>]*" istracking="False" \/>$/
  )
  t.same(readPageCookie(cookie), { page: 1, last })
})

t.test('what is no cookie is refused', async t => {
  const cookies = [
    '',
    '2',
    '<cookie pagenumber="2" pagingcookie="%" />',
    '<cookie pagenumber="2" pagingcookie="x" />'
  ]
  for (const cookie of cookies) {
    const refusal = { code: '0x80040203', message: 'Malformed XML in the Paging Cookie' }
    t.match(
      refusalOf(() => readPageCookie(cookie)),
      refusal,
      cookie
    )
  }
})
