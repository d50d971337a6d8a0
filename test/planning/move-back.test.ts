import t from 'tap'
import type { ExecutionUser } from '../../src/model/execution.ts'
import type { Step } from '../../src/model/plan.ts'
import { indexAccounts } from '../../src/planning/account-index.ts'
import { recordNameKey } from '../../src/planning/logon-name.ts'
import { moveBack, type BackWorld } from '../../src/planning/move-back.ts'
import { accountOf, guidOf, idOf, userOf } from '../fakes/context.ts'
import { contoso } from '../fakes/directory.ts'
import { link } from '../store/samples.ts'
import { hops } from '../use-cases/hops.ts'

const [first] = hops as readonly [Step]

/** User 1 went from `user1` to `new1`. */
const remapped: ExecutionUser = {
  systemUserId: idOf(1),
  fullName: 'User 1',
  status: 'Remapped',
  fromDomainName: 'CONTOSO\\user1',
  toDomainName: 'CONTOSO\\new1',
  currentDomainName: 'CONTOSO\\new1',
  verified: true,
  attempts: 2,
  changedFields: []
}
const failed: ExecutionUser = { ...remapped, status: 'Failed', code: 'name-unknown-to-dynamics' }
const skipped: ExecutionUser = { ...remapped, status: 'Skipped' }
const before = accountOf('CONTOSO\\user1', 1)
const parked = 'CONTOSO\\crm-park-01'

interface Case {
  readonly user?: ExecutionUser
  readonly first?: Partial<Step>
  readonly holds?: string
  readonly accounts?: readonly ReturnType<typeof accountOf>[]
  readonly more?: Partial<BackWorld>
}

const cases: [string, Case, RegExp][] = [
  ['a record that is gone', { more: { byId: new Map() } }, /no such record/],
  [
    'somebody who failed',
    { user: failed, holds: 'CONTOSO\\user1' },
    /failed for this user \(name-unknown-to-dynamics\).*nothing to take back.*CONTOSO\\user1/
  ],
  [
    'somebody who was not begun',
    { user: skipped, holds: 'CONTOSO\\user1' },
    /did not begin.*nothing to take back/
  ],
  [
    'somebody on a placeholder',
    { user: failed, holds: parked },
    /on the placeholder CONTOSO\\crm-park-01.*every minute.*CONTOSO\\new1/
  ],
  [
    'who was changed since',
    { holds: 'CONTOSO\\third' },
    /holds CONTOSO\\third, no longer CONTOSO\\new1/
  ],
  ['who was taken back already', { holds: 'CONTOSO\\user1' }, /again already/],
  ['who was on a placeholder before', { first: { fromDomainName: parked } }, /nobody is put back/],
  ['whose link was not known', { first: { fromObjectGuid: '' } }, /not known which account/],
  [
    'whose account is renamed, as it was',
    { accounts: [accountOf('CONTOSO\\new1', 1)] },
    /no account CONTOSO\\user1 any more.*is called CONTOSO\\new1 now/
  ],
  [
    'whose account was recreated under another name',
    { accounts: [] },
    /no account CONTOSO\\user1 any more.*is gone/
  ],
  [
    'whose account was recreated under the same name',
    { accounts: [accountOf('CONTOSO\\user1', 5)] },
    /another account now; the one before is gone/
  ],
  [
    'whose name went to somebody else',
    { accounts: [accountOf('CONTOSO\\user1', 5), accountOf('CONTOSO\\x', 1)] },
    /another account now; the one before is called CONTOSO\\x/
  ]
]

for (const [what, given, detail] of cases) {
  t.test(`not reversible: ${what}`, async t => {
    t.match(back(given), { systemUserId: idOf(1), code: 'not-reversible', detail })
  })
}

t.test('who was remapped goes back to the account as it was', async t => {
  const expected = {
    systemUserId: idOf(1),
    domainName: 'CONTOSO\\new1',
    toDomainName: 'CONTOSO\\user1',
    toObjectGuid: guidOf(1)
  }
  t.match(back({}), expected)
  t.match(back({ holds: 'contoso.test\\NEW1' }), { ...expected, domainName: 'contoso.test\\NEW1' })
})

t.test('who became protected stays, and so does whose old account did', async t => {
  const protection = {
    callerId: idOf(99),
    names: new Set<string>(),
    memberGuids: new Set([guidOf(1)]),
    domains: [contoso]
  }
  t.match(back({ more: { protection } }), { code: 'user-protected', detail: /group/ })
  const other = { ...protection, memberGuids: new Set([guidOf(6)]) }
  const now = { accounts: [before, accountOf('CONTOSO\\new1', 6)], more: { protection: other } }
  t.match(back(now), { code: 'user-protected' }, 'by the account that its name leads to now')
  const links = new Map([[idOf(1), link({ systemUserId: idOf(1), objectGuid: guidOf(7) })]])
  const third = { ...protection, memberGuids: new Set([guidOf(7)]) }
  t.match(back({ more: { protection: third, links } }), { code: 'user-protected' }, 'by its link')
  t.match(back({ accounts: [], more: { protection } }), { code: 'user-protected' }, 'not found')
  const caller = { ...protection, memberGuids: new Set<string>(), callerId: idOf(1) }
  t.match(back({ more: { protection: caller } }), { code: 'user-protected' })
})

function back({
  user = remapped,
  first: changes,
  holds = 'CONTOSO\\new1',
  accounts = [before],
  more
}: Case) {
  const record = userOf(1, { domainName: holds })
  const { systemUserId, fullName, domainName } = record
  const nameKey = holds.replace('contoso.test', 'CONTOSO').toLowerCase()
  const state = { systemUserId, fullName, domainName, nameKey, objectGuid: guidOf(1) }
  const world: BackWorld = {
    byId: new Map([[systemUserId, record]]),
    stateOf: new Map([[systemUserId, state]]),
    links: new Map(),
    accounts: indexAccounts(accounts, [contoso]),
    protection: {
      callerId: idOf(99),
      names: new Set(),
      memberGuids: new Set(),
      domains: [contoso]
    },
    key: name => recordNameKey(name, [contoso]),
    placeholders: new Set([parked.toLowerCase()]),
    ...more
  }
  return moveBack(user, { ...first, ...changes }, world)
}
