import t from 'tap'
import { approvedPlan, blocked, plan } from '../../../src/http/examples/plan.ts'
import { planText } from '../../../src/http/text/plan-text.ts'

t.test('a plan for a terminal', async t => {
  const text = planText(plan)
  t.match(text, /\n1 +park +Jane Doe +CONTOSO\\jsmith +CONTOSO\\crm-park-01\n/)
  t.match(text, /\n2 +map .* 1\n/)
  t.match(text, /\nAnn Poe +target-held-by-unplanned-user +/)
  t.match(text, /approvals: +0 of 1\n/)
  t.match(planText(approvedPlan), /approved by: +change-manager\n/)
})

t.test('without steps or blocked users there are no tables', async t => {
  t.notMatch(planText({ ...plan, steps: [], blocked: [] }), /STEP|LEFT ALONE/)
  const { fullName: _name, ...nameless } = blocked
  t.match(planText({ ...plan, blocked: [nameless] }), blocked.systemUserId)
})
