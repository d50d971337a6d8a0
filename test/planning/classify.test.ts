import t from 'tap'
import type { Account, Trace } from '../../src/model/account.ts'
import type { Link } from '../../src/model/link.ts'
import type { User } from '../../src/model/user.ts'
import { indexAccounts } from '../../src/planning/account-index.ts'
import { classify, type Finding } from '../../src/planning/classify.ts'
import { aLink, anAccount, aUser, domains } from './people.ts'

interface Given {
  readonly users: readonly User[]
  readonly links?: readonly Link[]
  readonly accounts: readonly Account[]
  readonly memberGuids?: readonly string[]
  readonly traces?: readonly Trace[]
}

function classified({
  users,
  links = [],
  accounts,
  memberGuids = [],
  traces
}: Given): readonly Finding[] {
  return classify({
    users,
    links: new Map(links.map(link => [link.systemUserId, link])),
    accounts: indexAccounts(accounts, domains),
    domains,
    protection: {
      callerId: 'caller',
      names: new Set(['contoso\\boss']),
      memberGuids: new Set(memberGuids),
      domains
    },
    isParked: user => user.domainName === 'CONTOSO\\crm-park-01',
    isPlaceholder: account => account.logonName === 'CONTOSO\\crm-park-01',
    ...(traces && { traces: new Map(traces.map(trace => [trace.objectGuid, trace])) })
  })
}

const known = { email: 'anna@contoso.test', employeeId: 'E1' }
const alike = { mail: 'anna@contoso.test', employeeId: 'E1' }
const younger = { objectGuid: 'guid-new', objectSid: 'S-new', whenCreated: '2025-01-01T00:00:00Z' }

const elsewhere = { objectGuid: 'guid-anna', distinguishedName: 'CN=Anna,OU=Left' }
const deleted = { ...elsewhere, deletedAt: '2026-03-01T08:00:00.000Z' }
const onPark = aLink({ objectGuid: 'guid-park', source: 'import' })
const park = anAccount({ objectGuid: 'guid-park', logonName: 'CONTOSO\\crm-park-01' })
const renamed = anAccount({ ...alike, logonName: 'CONTOSO\\amiller' })

const one: [string, Partial<Given>, Partial<Finding>][] = [
  [
    'in sync',
    { links: [aLink()], accounts: [anAccount()] },
    { kind: 'inSync', wouldDo: 'nothing' }
  ],
  [
    'renamed: the same account hops',
    { links: [aLink()], accounts: [anAccount({ logonName: 'CONTOSO\\amiller' })] },
    { kind: 'renamed', wouldDo: 'parkAndMap' }
  ],
  [
    'renamed by attributes: the link is not known, so it hops',
    { accounts: [anAccount({ ...alike, logonName: 'CONTOSO\\amiller' })] },
    { kind: 'renamed', confidence: 'strong', wouldDo: 'parkAndMap' }
  ],
  [
    'recreated under the same name hops',
    { links: [aLink()], accounts: [anAccount({ ...alike, ...younger })] },
    { kind: 'recreated', confidence: 'strong', wouldDo: 'parkAndMap' }
  ],
  [
    'recreated under the same name in another spelling hops as well',
    {
      users: [aUser({ ...known, domainName: 'contoso.test\\asmith' })],
      links: [aLink()],
      accounts: [anAccount({ ...alike, ...younger })]
    },
    { kind: 'recreated', wouldDo: 'parkAndMap' }
  ],
  [
    'migrated to a new account and name maps at once',
    {
      links: [aLink()],
      accounts: [
        anAccount({ ...younger, logonName: 'SALES\\anna', sidHistory: ['S-1-5-21-1-1-1-1001'] })
      ]
    },
    { kind: 'moved', confidence: 'proven', wouldDo: 'map' }
  ],
  [
    'weak evidence asks',
    { accounts: [anAccount({ ...alike, ...younger })] },
    { kind: 'recreated', blocked: 'weak-evidence', wouldDo: 'askAPerson' }
  ],
  [
    'a name reused by somebody unknown asks',
    { accounts: [anAccount({ employeeId: 'E2', mail: 'zoe@contoso.test' })] },
    { kind: 'nameReused', blocked: 'weak-evidence', wouldDo: 'askAPerson' }
  ],
  [
    'orphaned asks',
    { links: [aLink()], accounts: [] },
    { kind: 'orphaned', blocked: 'orphaned', wouldDo: 'askAPerson' }
  ],
  [
    'recreated, though the old account lives where nobody looks: a person decides',
    { links: [aLink()], accounts: [anAccount({ ...alike, ...younger })], traces: [elsewhere] },
    { kind: 'recreated', confidence: 'weak', blocked: 'weak-evidence', doubt: 'outOfScope' }
  ],
  [
    'recreated, and the old account is known to be deleted: as without knowing',
    { links: [aLink()], accounts: [anAccount({ ...alike, ...younger })], traces: [deleted] },
    { kind: 'recreated', confidence: 'strong', wouldDo: 'parkAndMap' }
  ],
  [
    'in sync: nothing more is looked at',
    { links: [aLink()], accounts: [anAccount()], traces: [elsewhere] },
    { kind: 'inSync', confidence: 'proven' }
  ],
  [
    'ambiguous asks',
    {
      accounts: [
        anAccount({ ...alike, logonName: 'CONTOSO\\a1' }),
        anAccount({ ...alike, ...younger, logonName: 'CONTOSO\\a2' })
      ]
    },
    { kind: 'ambiguous', blocked: 'ambiguous-match', wouldDo: 'askAPerson' }
  ],
  [
    "a link to a placeholder, nobody's account, proves nothing, and a person decides",
    { links: [onPark], accounts: [park, renamed] },
    { kind: 'renamed', confidence: 'weak', blocked: 'weak-evidence', account: renamed }
  ],
  [
    'without anybody alike it leads to no account',
    { links: [onPark], accounts: [park] },
    { kind: 'orphaned', blocked: 'orphaned', candidates: [] }
  ],
  [
    'in sync it does no harm',
    { links: [onPark], accounts: [park, anAccount(alike)] },
    { kind: 'inSync', confidence: 'strong', wouldDo: 'nothing' }
  ]
]

for (const [name, given, expected] of one) {
  t.test(name, async t => {
    const [finding] = classified({ users: [aUser(known)], accounts: [], ...given })
    t.match(finding, expected)
    t.equal(finding?.blocked, expected.blocked)
    t.ok(finding?.explanation.endsWith('.'))
  })
}

t.test('the protected are never touched, whatever is found', async t => {
  const renamed = { links: [aLink()], accounts: [anAccount({ logonName: 'CONTOSO\\amiller' })] }
  const isProtected = { blocked: 'user-protected', wouldDo: 'nothing', kind: 'renamed' }
  t.match(classified({ ...renamed, users: [aUser({ accessMode: 3 })] }), [isProtected])
  t.match(classified({ ...renamed, users: [aUser({ domainName: 'Contoso\\Boss' })] }), [
    isProtected
  ])
  t.match(classified({ ...renamed, users: [aUser()], memberGuids: ['guid-anna'] }), [isProtected])
})

t.test('without a link, whoever has the name may be the one who is protected', async t => {
  const holder = anAccount({ objectGuid: 'guid-boss', employeeId: 'E2' })
  const given = { users: [aUser(known)], accounts: [holder], memberGuids: ['guid-boss'] }
  t.match(classified(given), [{ kind: 'nameReused', blocked: 'user-protected' }])
  const own = anAccount({ logonName: 'CONTOSO\\amiller', employeeId: 'E1' })
  const linked = { ...given, accounts: [holder, own], links: [aLink()] }
  t.match(classified(linked), [{ kind: 'nameReused', wouldDo: 'parkAndMap' }])
})

t.test('a record without a logon name leads nowhere and claims nothing', async t => {
  const users = [
    aUser({ systemUserId: 'system', fullName: 'SYSTEM', domainName: '' }),
    aUser(known)
  ]
  const findings = classified({ users, accounts: [anAccount(alike)] })
  t.match(findings, [
    { kind: 'inSync', blocked: 'user-protected', account: undefined },
    { kind: 'inSync', account: { objectGuid: 'guid-anna' } }
  ])
})

t.test('a swap of two names is two reused names, each with its right account', async t => {
  const users = [
    aUser({ domainName: 'CONTOSO\\a' }),
    aUser({ systemUserId: 'user-bob', domainName: 'CONTOSO\\b' })
  ]
  const links = [aLink(), aLink({ systemUserId: 'user-bob', objectGuid: 'guid-bob' })]
  const accounts = [
    anAccount({ logonName: 'CONTOSO\\b' }),
    anAccount({ objectGuid: 'guid-bob', logonName: 'CONTOSO\\a' })
  ]
  t.match(classified({ users, links, accounts }), [
    { kind: 'nameReused', wouldDo: 'parkAndMap', account: { logonName: 'CONTOSO\\b' } },
    { kind: 'nameReused', wouldDo: 'parkAndMap', account: { logonName: 'CONTOSO\\a' } }
  ])
})

t.test('two records, one account: the proven one keeps it, in the order of the users', async t => {
  const users = [
    aUser({ ...known, systemUserId: 'user-old' }),
    aUser({ domainName: 'CONTOSO\\before' })
  ]
  const findings = classified({ users, links: [aLink()], accounts: [anAccount(alike)] })
  t.match(findings, [
    { user: users[0], kind: 'conflict', blocked: 'conflict', rivals: [users[1]] },
    { user: users[1], kind: 'renamed', confidence: 'proven', blocked: undefined }
  ])
})

t.test('a record on a placeholder is parked, whoever is called so', async t => {
  const parked = aUser({ ...known, domainName: 'CONTOSO\\crm-park-01' })
  const placeholder = anAccount({ objectGuid: 'guid-park', logonName: 'CONTOSO\\crm-park-01' })
  const own = anAccount({ ...alike, objectGuid: 'guid-anna', logonName: 'CONTOSO\\amiller' })
  const accounts = [placeholder, own]
  const [byLink] = classified({ users: [parked], links: [aLink()], accounts })
  t.match(byLink, { kind: 'renamed', confidence: 'proven', wouldDo: 'map' })
  t.match(byLink?.explanation, /is parked on the placeholder.* A remap to CONTOSO/)
  const [byAttributes] = classified({ users: [parked], accounts })
  t.match(byAttributes, { kind: 'renamed', confidence: 'strong' })
  const [nobody] = classified({ users: [parked], accounts: [placeholder] })
  t.match(nobody, { kind: 'orphaned', wouldDo: 'askAPerson' }, 'never in sync')
})
