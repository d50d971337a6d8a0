import t from 'tap'
import { indexAccounts } from '../../src/planning/account-index.ts'
import { judgeWish, type Wish, type WishWorld } from '../../src/planning/judge-wish.ts'
import { recordNameKey } from '../../src/planning/logon-name.ts'
import { accountOf, guidOf, idOf, userOf } from '../fakes/context.ts'
import { contoso } from '../fakes/directory.ts'
import { link, mismatch } from '../store/samples.ts'

const systemUserId = idOf(1)
const decided = (account: string): Wish => ({ kind: 'decided', systemUserId, account })
const found = (more: object): Wish => ({
  kind: 'found',
  systemUserId,
  mismatch: mismatch({
    systemUserId,
    domainName: 'CONTOSO\\user1',
    expectedDomainName: 'CONTOSO\\new1',
    objectGuid: guidOf(1),
    evidence: [{ fact: 'link-baseline', dynamics: guidOf(11), agrees: true }],
    ...more
  })
})

function knownBySid(linked: number): Wish {
  const gone = { fact: 'link-baseline', dynamics: guidOf(linked), agrees: false }
  return found({ evidence: [gone, { fact: 'sid-history', dynamics: 'S-1', agrees: true }] })
}

const protection = {
  callerId: idOf(99),
  names: new Set(['contoso\\boss']),
  memberGuids: new Set([guidOf(8)]),
  domains: [contoso]
}

const cases: [string, Wish, object][] = [
  ['nobody', { ...decided('CONTOSO\\new1'), systemUserId: idOf(5) }, { code: 'user-not-found' }],
  ['no mismatch', { kind: 'not-found-by-scan', systemUserId }, { code: 'already-in-sync' }],
  [
    'a mismatch of a kind that was left out',
    { kind: 'of-another-kind', systemUserId, found: 'renamed' },
    { code: 'kind-not-asked-for', detail: /found this user `renamed`, which `kinds` leaves out/ }
  ],
  [
    'a finding in doubt',
    found({ remappable: false, blockedReason: 'weak-evidence', explanation: 'Who knows.' }),
    { code: 'weak-evidence', detail: 'Who knows.' }
  ],
  [
    'a finding that still holds',
    found({}),
    { toDomainName: 'CONTOSO\\new1', toObjectGuid: guidOf(1) }
  ],
  [
    'a finding, spelled otherwise',
    found({ domainName: 'contoso.test\\USER1' }),
    { toObjectGuid: guidOf(1) }
  ],
  [
    'a record that changed',
    found({ domainName: 'CONTOSO\\before' }),
    { code: 'changed-since-scan' }
  ],
  [
    'a record whose link was corrected since',
    found({ evidence: [{ fact: 'link-baseline', dynamics: guidOf(12), agrees: true }] }),
    { code: 'changed-since-scan' }
  ],
  [
    'a record that was linked since, to another account',
    found({ evidence: [] }),
    { code: 'changed-since-scan' }
  ],
  ['an account known by its former SID', knownBySid(11), { toObjectGuid: guidOf(1) }],
  [
    'an account known by its former SID, and a link corrected since',
    knownBySid(12),
    { code: 'changed-since-scan' }
  ],
  [
    'an account renamed again',
    found({ expectedDomainName: 'CONTOSO\\x' }),
    { code: 'changed-since-scan' }
  ],
  [
    'an account that is gone',
    found({ objectGuid: guidOf(77), expectedDomainName: '' }),
    { code: 'changed-since-scan' }
  ],
  [
    'a decision',
    decided('contoso.test\\NEW2'),
    { toDomainName: 'CONTOSO\\new2', toObjectGuid: guidOf(2) }
  ],
  [
    'no such account',
    decided('CONTOSO\\nobody'),
    { code: 'target-not-found', detail: /no account CONTOSO\\nobody\. Check the spelling/ }
  ],
  [
    'a name that no account can have',
    decided('CONTOSO\\a-name-of-21-letters!'),
    { code: 'target-not-found', detail: /allows 20 characters/ }
  ],
  [
    'a name without its domain',
    decided('new2'),
    { code: 'target-not-found', detail: /DOMAIN\\name/ }
  ],
  ['its own account', decided('CONTOSO\\user1'), { code: 'already-in-sync' }],
  [
    'a placeholder',
    decided('CONTOSO\\crm-park-01'),
    { code: 'target-not-allowed', detail: /placeholder/ }
  ],
  [
    'a protected account, by name',
    decided('CONTOSO\\boss'),
    { code: 'target-not-allowed', detail: /list/ }
  ],
  [
    'a protected account, by group',
    decided('CONTOSO\\board'),
    { code: 'target-not-allowed', detail: /group/ }
  ]
]

for (const [what, wish, expected] of cases) {
  t.test(`wished for: ${what}`, async t => {
    const answer = judgeWish(wish, worldOf())
    t.match(answer, { systemUserId: wish.systemUserId, ...expected })
    t.equal('code' in answer, 'code' in expected)
  })
}

t.test('a parked record, whose link is as the scan saw it', async t => {
  const { stateOf, ...world } = worldOf()
  const state = stateOf.get(systemUserId)
  const parked = state ? new Map([[systemUserId, { ...state, objectGuid: guidOf(90) }]]) : stateOf
  t.match(judgeWish(found({}), { ...world, stateOf: parked }), { toObjectGuid: guidOf(1) })
})

t.test('a link that is not known is not the same account, whatever the name', async t => {
  const answer = judgeWish(decided('CONTOSO\\user1'), worldOf({ objectGuid: '' }))
  t.match(answer, { toDomainName: 'CONTOSO\\user1', toObjectGuid: guidOf(11) })
})

const links: [string, string, boolean][] = [
  ['whose account is there under another name, and not the one decided', guidOf(1), true],
  ['whose account is gone', guidOf(77), false],
  ['whose account has the name of the record', guidOf(11), false]
]
for (const [what, objectGuid, isDisputed] of links) {
  t.test(`a decision for another account than that of a link ${what}`, async t => {
    const move = judgeWish(decided('CONTOSO\\new2'), worldOf({ objectGuid }))
    t.match(move, { objectGuid, toObjectGuid: guidOf(2), isDisputed })
  })
}

t.test('a name that could be two accounts is not said to be nobody', async t => {
  const twins = indexAccounts(
    [accountOf('CONTOSO\\twin', 3), accountOf('contoso\\TWIN', 4)],
    [contoso]
  )
  const answer = judgeWish(decided('CONTOSO\\twin'), { ...worldOf(), accounts: twins })
  t.match(answer, {
    code: 'target-not-found',
    detail: /more than one account: CONTOSO\\twin, contoso/
  })
})

t.test('the account that it is linked to, by its new name', async t => {
  const answer = judgeWish(decided('CONTOSO\\new2'), worldOf({ objectGuid: guidOf(2) }))
  t.match(answer, { toDomainName: 'CONTOSO\\new2' })
})

t.test('an account on the list by its user principal name', async t => {
  const chief = { ...accountOf('CONTOSO\\new2', 2), userPrincipalName: 'chief@contoso.test' }
  const listed = { ...protection, names: new Set(['chief@contoso.test']) }
  const accounts = indexAccounts([chief], [contoso])
  const answer = judgeWish(decided('CONTOSO\\new2'), { ...worldOf(), accounts, protection: listed })
  t.match(answer, { code: 'target-not-allowed' })
})

t.test('protected comes first, by the record, its name and its link', async t => {
  const wish = decided('CONTOSO\\new2')
  const others: Partial<WishWorld>[] = [
    { protection: { ...protection, callerId: systemUserId } },
    { protection: { ...protection, names: new Set(['contoso\\user1']) } },
    { protection: { ...protection, memberGuids: new Set([guidOf(11)]) } }
  ]
  for (const more of others) {
    t.match(judgeWish(wish, { ...worldOf(), ...more }), { code: 'user-protected' })
  }
  const byGroup = { ...protection, memberGuids: new Set([guidOf(11)]) }
  const unlinked = { ...worldOf({ objectGuid: '' }), protection: byGroup }
  t.match(judgeWish(wish, unlinked), { code: 'user-protected' }, 'by the account that it names')
  const linked = { ...worldOf({ objectGuid: guidOf(8) }) }
  t.match(judgeWish(wish, linked), { code: 'user-protected', detail: /group/ })
})

t.test('a member whose account is not among those found, parked or not', async t => {
  const members = { ...protection, memberGuids: new Set([guidOf(70)]) }
  const linked = { ...worldOf({ objectGuid: guidOf(70) }), protection: members }
  const links = new Map([[systemUserId, link({ systemUserId, objectGuid: guidOf(70) })]])
  const parked = { ...worldOf({ objectGuid: guidOf(90) }), protection: members, links }
  for (const world of [linked, parked]) {
    const answer = judgeWish(decided('CONTOSO\\new2'), world)
    t.match(answer, { code: 'user-protected', detail: /group/ })
  }
})

function worldOf({ objectGuid = guidOf(11) } = {}): WishWorld {
  const user = userOf(1)
  const state = {
    systemUserId,
    fullName: user.fullName,
    domainName: user.domainName,
    nameKey: 'contoso\\user1',
    ...(objectGuid && { objectGuid })
  }
  const accounts = [
    accountOf('CONTOSO\\user1', 11),
    accountOf('CONTOSO\\new1', 1),
    accountOf('CONTOSO\\new2', 2),
    accountOf('CONTOSO\\crm-park-01', 90),
    accountOf('CONTOSO\\boss', 7),
    accountOf('CONTOSO\\board', 8)
  ]
  return {
    byId: new Map([[systemUserId, user]]),
    stateOf: new Map([[systemUserId, state]]),
    accounts: indexAccounts(accounts, [contoso]),
    protection,
    links: new Map(objectGuid ? [[systemUserId, link({ systemUserId, objectGuid })]] : []),
    key: name => recordNameKey(name, [contoso]),
    placeholders: new Set(['contoso\\crm-park-01'])
  }
}
