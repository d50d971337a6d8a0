import {
  array,
  assert,
  constantFrom,
  integer,
  oneof,
  property,
  string,
  uniqueArray,
  uuid
} from 'fast-check'
import t from 'tap'
import { userFilters } from '../../src/dynamics/user-filters.ts'
import type { UserKeys } from '../../src/model/user.ts'
import { aliceId } from './scripted-api.ts'

function keys(more: Partial<Record<keyof UserKeys, string[]>>): UserKeys {
  return {
    systemUserIds: new Set(more.systemUserIds),
    domainNames: new Set(more.domainNames),
    emails: new Set(more.emails),
    employeeIds: new Set(more.employeeIds)
  }
}

/** Reads a filter as a server would: percent-decoded once, then token by token, to its end. */
function decode(filter: string): string[] {
  const { search, hash, pathname } = new URL(`http://h/systemusers?$filter=${filter}`)
  if (hash !== '' || pathname !== '/systemusers' || search.includes('&')) throw new Error('split')
  if (search.includes('+')) throw new Error('a plus is a blank to IIS')
  const text = decodeURIComponent(search.slice('?$filter='.length))
  const term = /(?:systemuserid eq ([0-9a-f-]{36})|(\w+) eq '((?:[^']|'')*)')(?: or |$)/y
  const found: string[] = []
  while (term.lastIndex < text.length) {
    const match = term.exec(text)
    if (match === null) throw new Error(`not a filter: ${text}`)
    const [, id, attribute, literal = ''] = match
    found.push(id ? `id ${id}` : `${attribute} ${literal.replaceAll("''", "'")}`)
  }
  return found
}

t.test('one term a key', async t => {
  const filters = userFilters(
    keys({
      systemUserIds: [aliceId],
      domainNames: ["contoso\\o'neil"],
      emails: ['a&b+c#d%20e@contoso.test'],
      employeeIds: ["e'1"]
    }),
    2000
  )
  t.strictSame(filters, [
    `systemuserid%20eq%20${aliceId}` +
      '%20or%20domainname%20eq%20%27contoso%5Co%27%27neil%27' +
      '%20or%20internalemailaddress%20eq%20%27a%26b%2Bc%23d%2520e%40contoso.test%27' +
      '%20or%20employeeid%20eq%20%27e%27%271%27'
  ])
})

t.test('no keys, no filters', async t => {
  t.strictSame(userFilters(keys({}), 2000), [])
})

t.test('what no record can hold is not asked for', async t => {
  const impossible = keys({
    systemUserIds: ['x', `${aliceId} or true`, `{${aliceId}}`, ''],
    domainNames: ['', '\ud800', 'a\u0000b', 'a\nb'],
    emails: [''],
    employeeIds: ['', 'a\tb']
  })
  t.strictSame(userFilters(impossible, 2000), [])
})

t.test('a key that fits no query at all is refused', async t => {
  const long = keys({ domainNames: ['a', 'b'.repeat(2000)] })
  t.throws(() => userFilters(long, 1000), { code: 'invalid-request' })
})

const nasty = constantFrom(
  "'",
  "''",
  '\\',
  '&',
  '#',
  '+',
  '%',
  '%27',
  ' or 1 eq 1',
  '$filter=',
  '\ud800',
  'é',
  '😀'
)
const text = array(oneof(nasty, string({ unit: 'binary', maxLength: 8 })), {
  minLength: 1,
  maxLength: 6
}).map(parts => parts.join(''))
const texts = uniqueArray(text, { maxLength: 40 })

function isHoldable(key: string): boolean {
  return key !== '' && key.isWellFormed() && !/\p{Cc}/u.test(key.replaceAll(/[\x80-\x9f]/g, ''))
}

t.test('whatever the keys, they come out as keys again and nothing else does', async t => {
  assert(
    property(
      texts,
      texts,
      texts,
      uniqueArray(uuid()),
      integer({ min: 700, max: 2000 }),
      (domainNames, emails, employeeIds, systemUserIds, max) => {
        const all = { domainNames, emails, employeeIds, systemUserIds }
        const filters = userFilters(keys(all), max)
        const expected = [
          ...systemUserIds.map(id => `id ${id}`),
          ...domainNames.filter(isHoldable).map(name => `domainname ${name}`),
          ...emails.filter(isHoldable).map(email => `internalemailaddress ${email}`),
          ...employeeIds.filter(isHoldable).map(each => `employeeid ${each}`)
        ]
        if (filters.some(({ length }) => length > max)) return false
        return JSON.stringify(filters.flatMap(decode)) === JSON.stringify(expected)
      }
    ),
    { numRuns: 500 }
  )
  t.pass('500 sets of keys')
})
