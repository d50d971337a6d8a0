import t from 'tap'
import { guardSources } from '../../src/planning/guard-sources.ts'

const size = (entries: number, pages = Math.ceil(entries / 1000)) => ({ entries, pages })
const fine = { users: size(200), accounts: size(3000) }
const last = { users: 200, accounts: 3000 }

const cases: [string, Parameters<typeof guardSources>, RegExp | undefined][] = [
  ['a first scan', [fine], undefined],
  ['a first scan of one', [{ users: size(1), accounts: size(1) }], undefined],
  ['as many as last time', [fine, last], undefined],
  ['many more', [{ users: size(2000), accounts: size(30_000) }, last], undefined],
  ['exactly 80 %', [{ users: size(160), accounts: size(2400) }, last], undefined],
  [
    'one user less than 80 %',
    [{ ...fine, users: size(159) }, last],
    /^Dynamics answered 159 users; the last good scan saw 200, and 160 are the least/
  ],
  [
    'one account less than 80 %',
    [{ ...fine, accounts: size(2399) }, last],
    /^Active Directory answered 2399 accounts; .* saw 3000, and 2400 .* acceptSmallerSources\.$/
  ],
  [
    '80 % of a number that five does not divide',
    [
      { ...fine, users: size(3) },
      { ...last, users: 4 }
    ],
    /and 4 are/
  ],
  [
    'the last one but one',
    [
      { ...fine, users: size(4) },
      { ...last, users: 5 }
    ],
    undefined
  ],
  [
    'no users at the first scan',
    [{ ...fine, users: size(0) }],
    /^Dynamics answered 0 users\. Check/
  ],
  [
    'no users',
    [{ ...fine, users: size(0) }, last],
    /answered 0 users; the last good scan saw 200\./
  ],
  ['no accounts', [{ ...fine, accounts: size(0) }], /^Active Directory answered 0 accounts/],
  [
    'one page of exactly 5000 users',
    [{ ...fine, users: size(5000, 1) }],
    /5000 users on one page, exactly its limit of 5000/
  ],
  [
    'one page of exactly 1000 accounts',
    [{ ...fine, accounts: size(1000, 1) }],
    /exactly its limit of 1000/
  ],
  [
    'exactly a limit, although as many as last time',
    [
      { ...fine, accounts: size(1000, 1) },
      { ...last, accounts: 1000 }
    ],
    /exactly/
  ],
  ['exactly 5000 users on more pages', [{ ...fine, users: size(5000, 2) }], undefined],
  ['exactly 1000 accounts, and an empty page', [{ ...fine, accounts: size(1000, 2) }], undefined],
  ['one less than a limit', [{ users: size(4999, 1), accounts: size(999, 1) }], undefined],
  ['one more than a limit', [{ users: size(5001, 1), accounts: size(1001, 1) }], undefined],
  [
    'a thousand users, five thousand accounts',
    [{ users: size(1000, 1), accounts: size(5000, 1) }],
    undefined
  ]
]

for (const [name, given, expected] of cases) {
  t.test(`${name}: ${expected ? 'refused' : 'believed'}`, async t => {
    const reason = guardSources(...given)
    if (expected) t.match(reason, expected)
    else t.equal(reason, undefined)
  })
}

t.test('both sides are looked at, Dynamics first', async t => {
  const both = { users: size(0), accounts: size(0) }
  t.match(guardSources(both), /^Dynamics/)
})
