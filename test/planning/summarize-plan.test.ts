import t from 'tap'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { summarizePlan } from '../../src/planning/summarize-plan.ts'
import { chainOfDirects, cycleOfHoppers, renamed, toWorld } from './worlds.ts'

t.test('says what an approver reads first', async t => {
  const stuck = [{ systemUserId: 'x', code: 'orphaned', detail: '.' }] as const
  const summary = (drafts: Parameters<typeof toWorld>[0], blocked: typeof stuck | [] = []) =>
    summarizePlan(planRemap({ ...toWorld(drafts, 2), stuck: blocked }), drafts.length)
  t.equal(summary([renamed(0)]), '1 user to remap in 2 writes, 1 over 1 placeholder.')
  t.equal(
    summary(cycleOfHoppers(0, 3), stuck),
    '3 users to remap in 6 writes, 3 over 2 placeholders, 1 user blocked and left alone.'
  )
  t.equal(summary(chainOfDirects(0, 1)), '1 user to remap in 1 write, no placeholder needed.')
})
