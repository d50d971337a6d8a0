import t from 'tap'
import type { Blocked } from '../../src/model/plan.ts'
import { findBlocked } from '../../src/planning/find-blocked.ts'
import { findDependencies } from '../../src/planning/find-dependencies.ts'
import { chainOfHoppers, cycleOfHoppers, renamed, toWorld, type Draft } from './worlds.ts'

function codes(drafts: readonly Draft[], known: readonly Blocked[] = []): object {
  const { moves, records } = toWorld(drafts, 0)
  const blocked = findBlocked(
    moves,
    findDependencies(moves, records),
    new Map(known.map(each => [each.systemUserId, each]))
  )
  return Object.fromEntries([...blocked].map(([id, each]) => [id, each.code]))
}

const stays = (draft: Draft): Draft => ({ ...draft, isPlanned: false })
const onlyLast = (drafts: readonly Draft[], change: (draft: Draft) => Draft) =>
  drafts.map((draft, i) => (i === drafts.length - 1 ? change(draft) : draft))

t.test('nobody in a free world', async t => {
  t.same(codes([...chainOfHoppers(0, 3), ...cycleOfHoppers(3, 3)]), {})
})

t.test('whoever waits for a record that stays, and all who wait for them', async t => {
  t.same(codes(onlyLast(chainOfHoppers(0, 4), stays)), {
    u00000: 'depends-on-blocked-user',
    u00001: 'depends-on-blocked-user',
    u00002: 'target-held-by-unplanned-user'
  })
})

t.test('a whole cycle, when one of it stays', async t => {
  t.same(codes(onlyLast(cycleOfHoppers(0, 3), stays)), {
    u00000: 'depends-on-blocked-user',
    u00001: 'target-held-by-unplanned-user'
  })
})

t.test('all who want one account, or one name', async t => {
  const [a, b] = [renamed(0), renamed(1)]
  t.same(codes([a, { ...b, toName: a.toName, toGuid: a.toGuid }]), {
    u00000: 'target-wanted-twice',
    u00001: 'target-wanted-twice'
  })
  t.same(codes([a, { ...b, toGuid: a.toGuid }]), {
    u00000: 'target-wanted-twice',
    u00001: 'target-wanted-twice'
  })
  t.same(codes([a, { ...b, toName: a.toName }]), {
    u00000: 'target-wanted-twice',
    u00001: 'target-wanted-twice'
  })
})

t.test('a known reason stands, and spreads', async t => {
  const known: Blocked = { systemUserId: 'u00001', code: 'not-enough-placeholders', detail: '.' }
  t.same(codes(chainOfHoppers(0, 2), [known]), {
    u00000: 'depends-on-blocked-user',
    u00001: 'not-enough-placeholders'
  })
})

t.test('the reason names the record in the way', async t => {
  const { moves, records } = toWorld(onlyLast(chainOfHoppers(0, 2), stays), 0)
  const blocked = findBlocked(moves, findDependencies(moves, records), new Map())
  t.match(blocked.get('u00000'), {
    holderSystemUserId: 'u00001',
    detail: 'CONTOSO\\n1 is held by the record of Person 1 (CONTOSO\\n1), which'
  })
})
