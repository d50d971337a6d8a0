import t, { type Test } from 'tap'
import type { Account } from '../../src/model/account.ts'
import type { Link } from '../../src/model/link.ts'
import type { User } from '../../src/model/user.ts'
import { classify, type Finding } from '../../src/planning/classify.ts'
import { gatherNamed } from '../../src/use-cases/gather-named.ts'
import { gatherWorld } from '../../src/use-cases/gather-world.ts'
import { accountOf, guidOf, idOf, openContext, userOf } from '../fakes/context.ts'
import { link } from '../store/samples.ts'

const { signal } = new AbortController()
const anna = { fullName: 'Anna Smith', employeeId: 'E1', email: 'anna@contoso.test' }
const account = { ...accountOf('CONTOSO\\anna', 5), displayName: 'Anna Smith' }

interface Claims {
  readonly users: readonly User[]
  readonly accounts: readonly Account[]
  readonly links?: readonly Link[]
}

/** User 1 is asked for; what makes user 2 a rival for the same account. */
const rivals: [string, Claims][] = [
  [
    'by employee id',
    {
      users: [1, 2].map(each => userOf(each, { ...anna, email: '' })),
      accounts: [{ ...account, employeeId: 'e1' }]
    }
  ],
  [
    'by mail address',
    {
      users: [userOf(1, anna), userOf(2, { ...anna, employeeId: 'E2' })],
      accounts: [{ ...account, mail: 'anna@contoso.test', employeeId: 'E1' }]
    }
  ],
  [
    'by name',
    {
      users: [userOf(1, anna), userOf(2, { domainName: 'contoso.test\\ANNA' })],
      accounts: [{ ...account, employeeId: 'E1' }]
    }
  ],
  [
    'by link',
    {
      users: [userOf(1, anna), userOf(2)],
      accounts: [{ ...account, employeeId: 'E1' }],
      links: [link({ systemUserId: idOf(2), objectGuid: guidOf(5) })]
    }
  ]
]

for (const [how, claims] of rivals) {
  t.test(`who is asked for has a rival ${how}, as in a scan of everyone`, async t => {
    const { named, full } = await bothOf(t, claims)
    t.same(named, full)
  })
}

t.test('with whom they share an employee id that many have, is no rival', async t => {
  const many = Array.from({ length: 12 }, (_, index) => index + 1)
  const users = many.map(each =>
    userOf(each, { domainName: `CONTOSO\\record${each}`, employeeId: 'EXT' })
  )
  const accounts = many.map(each => ({
    ...accountOf(`CONTOSO\\user${each}`, each),
    employeeId: 'EXT'
  }))
  const { named, full, world } = await bothOf(t, { users, accounts })
  t.same(named, full)
  t.equal(world.users.length, 1, 'nor are they all fetched')
})

/** What is said of user 1, alone and among everyone. */
async function bothOf(t: Test, { users, accounts, links = [] }: Claims) {
  const { context, store } = await openContext(t, { users, accounts })
  await store.links.put([...links])
  const { world } = await gatherNamed(context, [idOf(1)], signal)
  const everyone = await gatherWorld(context, signal)
  const [named, full] = [world, everyone].map(each =>
    classify(each)
      .filter(finding => finding.user.systemUserId === idOf(1))
      .map(said)
  )
  return { named, full, world }
}

function said({ kind, confidence, blocked, wouldDo, account: found }: Finding) {
  return { kind, confidence, blocked, wouldDo, account: found?.logonName }
}
