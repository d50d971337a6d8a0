import t from 'tap'
import { guardSources } from '../../src/planning/guard-sources.ts'

const size = (entries: number, pages = Math.ceil(entries / 1000)) => ({ entries, pages })
const fine = { users: size(200), accounts: size(3000) }
const last = { users: 200, accounts: 3000 }

const cases: [string, Parameters<typeof guardSources>, RegExp | undefined][] = [
  ['a first scan', [fine], undefined],
  ['as many as last time', [fine, last], undefined],
  ['a fifth fewer', [{ ...fine, users: size(160) }, last], undefined],
  [
    'more than a fifth fewer users',
    [{ ...fine, users: size(159) }, last],
    /answered 159 users; .* saw 200/
  ],
  ['more than a fifth fewer accounts', [{ ...fine, accounts: size(2399) }, last], /2399 accounts/],
  ['no users', [{ ...fine, users: size(0) }], /Dynamics answered no users at all/],
  ['no accounts', [{ ...fine, accounts: size(0) }], /Active Directory answered no accounts/],
  ['one page of exactly 5000 users', [{ ...fine, users: size(5000, 1) }], /exactly 5000 users/],
  ['one page of exactly 1000 accounts', [{ ...fine, accounts: size(1000, 1) }], /exactly 1000/],
  ['exactly 5000 users on more pages', [{ ...fine, users: size(5000, 2) }], undefined],
  ['exactly 1000 accounts, and an empty page', [{ ...fine, accounts: size(1000, 2) }], undefined]
]

for (const [name, given, expected] of cases) {
  t.test(`${name}: ${expected ? 'refused' : 'believed'}`, async t => {
    const reason = guardSources(...given)
    if (expected) t.match(reason, expected)
    else t.equal(reason, undefined)
  })
}
