import t from 'tap'
import type { Blocked } from '../../src/model/plan.ts'
import type { Move } from '../../src/planning/move.ts'
import * as why from '../../src/planning/why-blocked.ts'

const person = (name: string): Move => ({
  systemUserId: `id of ${name}`,
  fullName: name,
  domainName: `CONTOSO\\${name}`,
  nameKey: `contoso\\${name}`,
  toDomainName: `CONTOSO\\${name}2`,
  toNameKey: `contoso\\${name}2`,
  toObjectGuid: `guid of ${name}`
})
const [ada, cleo] = [person('ada'), person('cleo')]
/** Holds the name that Ada shall have. */
const bob = { ...person('bob'), nameKey: ada.toNameKey }
const root: Blocked = {
  systemUserId: 'id of zoe',
  fullName: 'zoe',
  code: 'target-wanted-twice',
  detail: '.'
}

t.test('the sentences', async t => {
  t.same(
    [
      why.wantedByAnother(ada, bob),
      why.heldByUnplanned(ada, bob),
      why.heldByStuck(ada, bob, root)
    ].map(({ code, detail }) => [code, detail]),
    [
      [
        'target-wanted-twice',
        'bob (CONTOSO\\bob) should become CONTOSO\\ada2 as well. Decide whose account it is.'
      ],
      [
        'target-held-by-unplanned-user',
        'CONTOSO\\ada2 is held by the record of bob (CONTOSO\\bob), which this plan does not move. Plan that user as well, by `targets` to an account of its own if need be, or decide which record is right.'
      ],
      [
        'target-held-by-unplanned-user',
        "CONTOSO\\ada2 is held by the record of bob (CONTOSO\\bob), which can't be moved itself (target-wanted-twice). Resolve that first."
      ]
    ]
  )
})

t.test('who is in the way is named', async t => {
  t.match(why.heldByUnplanned(ada, bob), {
    systemUserId: 'id of ada',
    fullName: 'ada',
    holderSystemUserId: 'id of bob',
    holderFullName: 'bob'
  })
})

t.test(
  'an account held under another name is said to be, and who has no name by the id',
  async t => {
    const nameless = why.heldByUnplanned(ada, { ...bob, fullName: '' })
    t.match(nameless.detail, 'CONTOSO\\ada2 is held by the record of id of bob (CONTOSO\\bob)')
    const byAccount = why.heldByUnplanned(ada, person('bob'))
    t.match(byAccount.detail, 'The account of CONTOSO\\ada2 is held by the record of bob')
  }
)

t.test('a chain is named link by link, a long one by its ends', async t => {
  const held = 'CONTOSO\\ada2 is held by the record of bob (CONTOSO\\bob), which'
  const end = 'who is blocked (target-wanted-twice). Resolve that first.'
  const toZoe = why.startTrail(root)
  const overCleo = why.lengthen(toZoe, cleo)
  const isRoot = why.startTrail({ ...root, systemUserId: bob.systemUserId })
  const far = ['g', 'f', 'e', 'd'].reduce(
    (trail, name) => why.lengthen(trail, person(name)),
    overCleo
  )
  t.same(
    [isRoot, toZoe, overCleo, far].map(trail => why.waitsForBlocked(ada, bob, trail).detail),
    [
      `${held} is blocked itself (target-wanted-twice). Resolve that first.`,
      `${held} waits for zoe, ${end}`,
      `${held} waits for cleo, who waits for zoe, ${end}`,
      `${held} waits for d, who waits for e, who waits for f, who waits for 2 more in a row, who waits for zoe, ${end}`
    ]
  )
  t.match(why.waitsForBlocked(ada, bob, far), {
    code: 'depends-on-blocked-user',
    holderSystemUserId: 'id of bob',
    rootSystemUserId: 'id of zoe'
  })
})

t.test('who waits for the root itself has no other link', async t => {
  const direct = why.lengthen(why.startTrail(root), { ...person('zoe'), systemUserId: 'id of zoe' })
  t.same(direct, why.startTrail(root))
})
