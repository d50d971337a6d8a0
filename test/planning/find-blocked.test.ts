import t from 'tap'
import type { Blocked } from '../../src/model/plan.ts'
import { findBlocked } from '../../src/planning/find-blocked.ts'
import { findDependencies } from '../../src/planning/find-dependencies.ts'
import { chainOfHoppers, cycleOfHoppers, renamed, toWorld, type Draft } from './worlds.ts'

function codes(
  drafts: readonly Draft[],
  known: readonly Blocked[] = [],
  stuck: readonly Blocked[] = []
): object {
  const { moves, records } = toWorld(drafts, 0)
  const blocked = findBlocked(
    moves,
    findDependencies(moves, records),
    new Map(known.map(each => [each.systemUserId, each])),
    new Map(stuck.map(each => [each.systemUserId, each]))
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

t.test('a holder who was asked for and is stuck, is named as such', async t => {
  const stuck: Blocked = { systemUserId: 'u00001', code: 'ambiguous-match', detail: '.' }
  const { moves, records } = toWorld(onlyLast(chainOfHoppers(0, 2), stays), 0)
  const dependencies = findDependencies(moves, records)
  const staying = new Map([['u00001', stuck]])
  const blocked = findBlocked(moves, dependencies, new Map(), staying)
  t.match(blocked.get('u00000'), {
    code: 'target-held-by-unplanned-user',
    detail: "can't be moved itself (ambiguous-match)"
  })
  t.notOk(blocked.has('u00001'), 'who is stuck is no news')
  const further = toWorld(onlyLast(chainOfHoppers(0, 3), stays), 0)
  const last = { ...stuck, systemUserId: 'u00002' }
  const all = findBlocked(
    further.moves,
    findDependencies(further.moves, further.records),
    new Map(),
    new Map([['u00002', last]])
  )
  t.match(all.get('u00000'), {
    code: 'depends-on-blocked-user',
    rootSystemUserId: 'u00002',
    detail: 'which waits for u00002, who is blocked (ambiguous-match)'
  })
})

t.test('the reason names the record in the way, and where it all comes from', async t => {
  const { moves, records } = toWorld(onlyLast(chainOfHoppers(0, 4), stays), 0)
  const blocked = findBlocked(moves, findDependencies(moves, records), new Map(), new Map())
  t.match(blocked.get('u00002'), {
    holderSystemUserId: 'u00003',
    detail: 'CONTOSO\\n3 is held by the record of Person 3 (CONTOSO\\n3), which'
  })
  t.match(blocked.get('u00000'), {
    holderSystemUserId: 'u00001',
    rootSystemUserId: 'u00002',
    detail: 'CONTOSO\\n1 is held by the record of Person 1 (CONTOSO\\n1), which waits for Person 2,'
  })
})
