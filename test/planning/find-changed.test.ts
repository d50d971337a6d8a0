import t from 'tap'
import type { Step } from '../../src/model/plan.ts'
import { indexAccounts } from '../../src/planning/account-index.ts'
import { findChanged, type StartWorld } from '../../src/planning/find-changed.ts'
import { recordNameKey } from '../../src/planning/logon-name.ts'
import { accountOf, guidOf, idOf, userOf } from '../fakes/context.ts'
import { contoso } from '../fakes/directory.ts'
import { link } from '../store/samples.ts'
import { hops, placeholder } from '../use-cases/hops.ts'

const accounts = indexAccounts(
  [accountOf('CONTOSO\\new1', 1), accountOf(placeholder, 90), accountOf('CONTOSO\\boss', 7)],
  [contoso]
)
const protection = {
  callerId: idOf(99),
  names: new Set<string>(),
  memberGuids: new Set<string>(),
  domains: [contoso]
}
const key = (name: string) => recordNameKey(name, [contoso])
const unlinked = { stateOf: new Map(), links: new Map() }
const other = { domainName: 'CONTOSO\\other' }

type Changes = Partial<Omit<StartWorld, 'byId'>>
const cases: [string, object | undefined, Changes, object | undefined][] = [
  ['as it was', {}, {}, undefined],
  ['spelled otherwise', { domainName: 'contoso.test\\USER1' }, {}, undefined],
  ['gone', undefined, {}, { code: 'user-not-found' }],
  [
    'changed',
    other,
    {},
    { code: 'changed-since-planned', detail: /CONTOSO\\other, not CONTOSO\\user1/ }
  ],
  [
    'the caller',
    {},
    { protection: { ...protection, callerId: idOf(1) } },
    { code: 'user-protected', detail: /logs on as/ }
  ],
  ['special', { accessMode: 3 }, {}, { code: 'user-protected', detail: /support/ }],
  [
    'on the list',
    {},
    { protection: { ...protection, names: new Set(['contoso\\user1']) } },
    { code: 'user-protected', detail: /list/ }
  ],
  [
    'a member, by the account to come',
    {},
    { protection: { ...protection, memberGuids: new Set([guidOf(1)]) } },
    { code: 'user-protected', detail: /group/ }
  ],
  [
    'a member, by the account it names now',
    { domainName: 'CONTOSO\\boss' },
    { protection: { ...protection, memberGuids: new Set([guidOf(7)]) } },
    { code: 'user-protected' }
  ],
  ['protected and changed', { ...other, isSetupUser: true }, {}, { code: 'user-protected' }],
  ['to park within the pool', {}, { pool: new Set([placeholder.toLowerCase()]) }, undefined],
  [
    'to park outside the pool',
    {},
    { pool: new Set<string>() },
    { code: 'target-changed-since-planned', detail: /crm-park-01 is no longer/ }
  ]
]

for (const [what, user, changes, expected] of cases) {
  t.test(`a record that is ${what}`, async t => {
    const users = user ? [userOf(1, user)] : []
    const byId = new Map(users.map(each => [each.systemUserId, each]))
    const world = { byId, ...unlinked, accounts, protection, key, ...changes }
    const own = hops.slice(0, 2)
    t.match(findChanged(own, world), expected ? [{ step: own[0] as Step, ...expected }] : [])
    t.equal(findChanged(own, world).length, expected ? 1 : 0)
  })
}

t.test('a link that was corrected since stops its user; one that agrees does not', async t => {
  const own = hops.slice(0, 2).map(step => ({ ...step, fromObjectGuid: guidOf(5) }))
  const target = own[1]?.toObjectGuid ?? ''
  const linkedTo = (objectGuid: string) => {
    const user = userOf(1)
    const state = { ...user, nameKey: user.domainName.toLowerCase(), objectGuid }
    const links = new Map()
    const [byId, stateOf] = [new Map([[idOf(1), user]]), new Map([[idOf(1), state]])]
    return findChanged(own, { byId, stateOf, links, accounts, protection, key })
  }
  t.match(linkedTo(guidOf(6)), [{ code: 'changed-since-planned', detail: /link baseline/ }])
  t.same([linkedTo(guidOf(5)), linkedTo(target)], [[], []])
})

t.test('an account that is not what was planned, nor called so any more', async t => {
  const targets: [string, ReturnType<typeof accountOf>[], RegExp][] = [
    [
      'the account made again',
      [accountOf('CONTOSO\\new1', 5), accountOf(placeholder, 90)],
      /new1 belongs to another/
    ],
    [
      'the account renamed',
      [accountOf('CONTOSO\\x', 1), accountOf(placeholder, 90)],
      /no account CONTOSO.new1 any more/
    ],
    [
      'the placeholder made again',
      [accountOf('CONTOSO\\new1', 1), accountOf(placeholder, 91)],
      /crm-park-01 belongs to another/
    ]
  ]
  for (const [what, now, detail] of targets) {
    const byId = new Map([[idOf(1), userOf(1)]])
    const accounts = indexAccounts(now, [contoso])
    const world = { byId, ...unlinked, accounts, protection, key }
    const found = findChanged(hops.slice(0, 2), world)
    t.match(found, [{ code: 'target-changed-since-planned', detail }], what)
  }
})

t.test('each user once', async t => {
  const world = { byId: new Map(), ...unlinked, accounts, protection, key }
  t.match(findChanged(hops, world), [{ step: { sequence: 1 } }, { step: { sequence: 3 } }])
})

t.test(
  'a member of a protected group, by any account that the record had or should have',
  async t => {
    const [park, map] = hops as readonly [Step, Step]
    const own = [
      { ...park, fromObjectGuid: guidOf(5) },
      { ...map, fromObjectGuid: guidOf(5), toObjectGuid: guidOf(6) }
    ]
    const both = indexAccounts(
      [accountOf('CONTOSO\\old', 5), accountOf('CONTOSO\\new', 6)],
      [contoso]
    )
    const noneFound = indexAccounts([], [contoso])
    const user = userOf(1)
    const state = { ...user, nameKey: user.domainName.toLowerCase(), objectGuid: guidOf(7) }
    const world = {
      byId: new Map([[idOf(1), user]]),
      stateOf: new Map([[idOf(1), state]]),
      links: new Map([[idOf(1), link({ systemUserId: idOf(1), objectGuid: guidOf(8) })]]),
      key
    }
    for (const accounts of [both, noneFound]) {
      for (const guid of [5, 6, 7, 8].map(guidOf)) {
        const memberGuids = new Set([guid])
        const now = { ...world, accounts, protection: { ...protection, memberGuids } }
        t.match(findChanged(own, now), [{ code: 'user-protected' }])
      }
    }
  }
)
